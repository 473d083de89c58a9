"""`make bench`: speed, measured on this machine and printed beside references from the same run."""
