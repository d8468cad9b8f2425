"""The scripts: each file is one conversation that reads as the caller lives through it."""
