"""The commands of `wasshoi`, one file for each that is more than a line."""
