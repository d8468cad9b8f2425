"""The page at which an agent works."""
