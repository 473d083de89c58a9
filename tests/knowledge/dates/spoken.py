"""What was understood, short enough for a table: 2026-07-05, 2026-07-05..2026-07-10, 2026-07-05.. or ''."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from knowledge.dates.when import When, understand

JAPAN = ZoneInfo("Asia/Tokyo")
WEDNESDAY = datetime(2026, 6, 10, 14, tzinfo=JAPAN)


def when(text: str, now: datetime = WEDNESDAY) -> When:
    return understand(text, now)


def days(text: str, now: datetime = WEDNESDAY) -> str:
    found = understand(text, now)
    first, last = (each.isoformat() if each else "" for each in (found.first, found.last))
    return first if first == last else f"{first}..{last}"


def hours(text: str) -> str:
    found = understand(text, WEDNESDAY).hours
    return f"{found[0]:%H:%M}-{found[1]:%H:%M}" if found else ""


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), JAPAN)
