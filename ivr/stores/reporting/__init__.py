"""Figures of past days, counted from the records and read from there."""
