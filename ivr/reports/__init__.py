"""What the figures of a contact centre mean: pure definitions and formulas, no database and no page."""
