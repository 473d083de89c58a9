"""The town's clock: which day a moment falls on here, and when nobody is to be disturbed.

Moments are stored in UTC; days and hours of rules are the town's. Words for dates live in `handlers`.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Not the setting TIMEZONE, which is the timetable's: these rules are about people who live here.
TOWN = ZoneInfo("Asia/Tokyo")
QUIET_FROM, QUIET_UNTIL = time(21), time(8)


def day_of(moment: datetime) -> date:
    """The day it is in town."""
    return moment.astimezone(TOWN).date()


def quiet(moment: datetime) -> bool:
    """Whether people are left alone now: from 21:00 until just before 8:00."""
    here = moment.astimezone(TOWN).time()
    return here >= QUIET_FROM or here < QUIET_UNTIL


def wakes(moment: datetime) -> datetime:
    """When somebody may be disturbed: now, or at the next 8:00."""
    if not quiet(moment):
        return moment
    here = moment.astimezone(TOWN)
    morning = here.date() + timedelta(days=1 if here.time() >= QUIET_FROM else 0)
    return datetime.combine(morning, QUIET_UNTIL, TOWN)
