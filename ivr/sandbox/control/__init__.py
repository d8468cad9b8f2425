"""The control API: how pages, tests and terminals hold a telephone. The package's docstring lists it."""
