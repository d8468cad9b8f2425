"""What members of the staff do at a branch for a customer who stands before them."""
