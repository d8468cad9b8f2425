"""The audit: one hash chain an institution, written, read, and walked."""
