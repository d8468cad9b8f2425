"""Agents and callers who wait for one: how they are brought together, checked, kept private, and parted."""
