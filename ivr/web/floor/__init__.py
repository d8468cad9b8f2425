"""The page from which a supervisor runs the shift."""
