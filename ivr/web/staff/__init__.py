"""The pages on which administrators keep the list of staff."""
