"""The page of the staff at a branch, and that of the requests that they file."""
