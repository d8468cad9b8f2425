"""What a supervisor sees of the shift, and what they may do to it."""
