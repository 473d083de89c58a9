"""When something is to be, as people say it: from 「来週の土曜の午後」 to days and hours.

The way in is `when.understand`. Rooms of words (days, weeks, months …) hold rules; `reading` finds them in
a text, `joining` puts together what was found. What is on in those days is not known here.
"""
