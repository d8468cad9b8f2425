"""The commands of the program `ivr`, a file each."""
