"""Where things are kept: what lives in Redis, what is recorded in the database, and the bank's core."""
