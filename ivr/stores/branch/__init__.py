"""What branches do for customers, as the records keep it."""
