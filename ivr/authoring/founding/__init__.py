"""Founds an institution from answers: its table, its prompts and a logo, without a line of code."""
