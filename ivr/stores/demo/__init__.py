"""The demo: invented customers, users and staff, and how they come into the records."""
