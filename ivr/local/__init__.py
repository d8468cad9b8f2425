"""The whole service on one machine, with nothing installed: its folder, its parts, and how they start and stop."""
