"""What keeps open pages up to date: one reader, many listeners, and the end of a session."""
