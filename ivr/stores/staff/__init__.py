"""Who works for an institution: how they join, sign in, and may do what."""
