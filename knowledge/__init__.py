"""Mezzanine: what the town knows, and how it is found. Knows no channel, no database, no person.

`answer` is the whole interface; articles of the plan are data in `plan/*.md`, one for each place in it.
"""
