"""Security codes, from being sent to being proven once."""
