"""Messages that are owed, claimed by a worker, sent, and marked."""
