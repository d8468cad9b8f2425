"""One-time links: sent, opened, used."""
