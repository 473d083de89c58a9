"""First floor: conversations. Handlers return messages; they never send.

`messages` is the language between the floors, `router` finds the subject, `rendering` writes the words, and
`line`, `slack` and `web` are doors that know a platform and not one another.
"""
