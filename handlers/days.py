"""Days and hours as people here read them: 6月13日(土) 10:00〜12:00. Moments become the town's."""

from datetime import date, datetime, timedelta

from community import hours
from community.events import Event

_WEEKDAYS = "月火水木金土日"
_ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(date_: date, year_of: date | None = None) -> str:
    """6月13日(土); with its year when that isn't the one of `year_of`."""
    year = f"{date_.year}年" if year_of is not None and date_.year != year_of.year else ""
    return f"{year}{date_.month}月{date_.day}日({_WEEKDAYS[date_.weekday()]})"


def clock(moment: datetime) -> str:
    """10:00, on the town's clock."""
    here = moment.astimezone(hours.TOWN)
    return f"{here.hour}:{here.minute:02d}"


def moment(at: datetime, now: datetime | None = None) -> str:
    """6月13日(土) 10:00."""
    return f"{day(hours.day_of(at), hours.day_of(now) if now else None)} {clock(at)}"


def day_and_hours(event: Event, now: datetime | None = None) -> str:
    """When an event is: the day and its hours, or its days when it lasts longer or all day."""
    return span(event.starts_at, event.ends_at, all_day=event.all_day, now=now)


def span(begin: datetime, end: datetime, *, all_day: bool = False, now: datetime | None = None) -> str:
    """From when to when; `end` is the first moment after it."""
    year_of = hours.day_of(now) if now else None
    first, last = hours.day_of(begin), hours.day_of(end - timedelta(microseconds=1))
    if all_day:
        return f"{day(first, year_of)}〜{day(last, first)}" if last > first else f"{day(first, year_of)} 終日"
    if last > first and end - begin > timedelta(hours=18):
        return f"{moment(begin, now)}〜{day(last, first)} {clock(end)}"
    return f"{day(first, year_of)} {clock(begin)}〜{clock(end)}"


def english_day(date_: date, year_of: date | None = None) -> str:
    """Sat 13 June; with its year when that isn't the one of `year_of`."""
    year = f" {date_.year}" if year_of is not None and date_.year != year_of.year else ""
    return f"{_ENGLISH_DAYS[date_.weekday()]} {date_.day} {_ENGLISH_MONTHS[date_.month - 1]}{year}"


def english(event: Event, now: datetime | None = None) -> str:
    """When an event is, for who reads English: Sat 13 June, 10:00–12:00."""
    year_of = hours.day_of(now) if now else None
    first = hours.day_of(event.starts_at)
    last = hours.day_of(event.ends_at - timedelta(microseconds=1))
    if event.all_day or last > first:
        days = english_day(first, year_of)
        return f"{days} – {english_day(last, first)}" if last > first else f"{days}, all day"
    return f"{english_day(first, year_of)}, {clock(event.starts_at)}–{clock(event.ends_at)}"
