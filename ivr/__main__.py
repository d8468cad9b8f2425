"""`python -m ivr` is the program `ivr`, for whoever has no path to it."""

from ivr.cli import main

main()
