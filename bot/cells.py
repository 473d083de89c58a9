"""What single cells of a list of events say: days, hours, numbers, yes and no, however they are written.

Each reader returns None for an empty cell, and raises `Unclear` for what it can't be sure of: nothing is
guessed. What the cells make together is `bot/reading_events.py`.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from knowledge.dates.when import understand

MOST = 1_000_000
YEARS = range(2000, 2100)
_ISO = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\([月火水木金土日](?:・?祝)?\)|\s+0:00(?::00)?)?"
)
_NOON = timedelta(hours=12)
_CLOCK = re.compile(r"(午前|午後|AM|PM)?\s*(\d{1,2})(?:[:時](\d{2})?(半)?分?|)(?::\d{2})?", re.IGNORECASE)
_HOUR = re.compile(r"\d{1,2}\s*[:時]")
_BETWEEN = re.compile(r"\s*(?:[〜~]|から|より|-)\s*")
_FROM_TO = re.compile(r"〜|から|より|-")
_NUMBER = re.compile(
    r"(?:先着|定員|約|各)*\s*(\d{1,3}(?:,\d{3})+|\d+)\s*(?:名|人|席|円|歳|才|回)?(?:程度|まで)?"
)
_NO_NUMBER = frozenset({"なし", "無し", "無", "-", "ー", "制限なし", "定員なし", "不明", "未定"})
_TELEPHONE = re.compile(r"\(?0\d{1,4}\)?[-( ]?\d{1,4}[-) ]?\d{3,4}(?!\d)")
_DAY_FORM = "「2026-07-04」や「令和8年7月4日」のような、1日に決まる日付"
_TIME_FORM = "「13:30」や「午後1時半」のような時刻"


class Unclear(Exception):
    """A cell can't be read. `expected`: what should stand there."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a cell, and its hours if it holds those too: from when, until when."""

    first: date
    last: date
    hours: tuple[time, time | None] | None = None


def days(cell: str, now: datetime) -> Days | None:
    """A day, or days from one to another; words like 来週の土曜 as said at `now`."""
    said = plain(cell)
    found = _days(said, now) if said else None
    if found is not None and not (found.first.year in YEARS and found.last.year in YEARS):
        raise Unclear(f"{YEARS[0]}年から{YEARS[-1]}年までの日付")
    return found


def _days(said: str, now: datetime) -> Days:
    if iso := _ISO.fullmatch(said):
        day = _date(*(int(each) for each in iso.groups()))
        if "(" not in said:
            return Days(day, day)
    found = understand(said, now)
    if found.first is None or found.last is None or found.rest.strip("()・、 "):
        raise Unclear(_DAY_FORM)
    if found.first != found.last and not _FROM_TO.search(said):  # 7月上旬 is no event of ten days
        raise Unclear(_DAY_FORM)
    times = len(_HOUR.findall(said))
    since_until = None if found.hours is None or not times else found.hours
    return Days(
        found.first, found.last, since_until and (since_until[0], since_until[1] if times > 1 else None)
    )


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear(f"{_DAY_FORM}(この日は暦にありません)") from None


def day(cell: str, now: datetime) -> date | None:
    """One day."""
    found = days(cell, now)
    if found is not None and found.first != found.last:
        raise Unclear(_DAY_FORM)
    return found.first if found else None


def clocks(cell: str) -> tuple[timedelta, timedelta | None] | None:
    """An hour, or from one to another, as the time since midnight: 24:00 is the end of a day."""
    said = plain(cell)
    if not said:
        return None
    begin, *end = _BETWEEN.split(said.removesuffix("まで").removesuffix("開始"), maxsplit=1)
    since, until = _clock(begin), _clock(end[0]) if end and end[0].strip() else None
    if until is not None and until <= since and "午後" in begin:  # 午後1時〜3時
        until += timedelta(hours=12)
    return since, until


def clock(cell: str) -> timedelta | None:
    """One hour."""
    found = clocks(cell)
    if found is not None and found[1] is not None:
        raise Unclear(_TIME_FORM)
    return found[0] if found else None


def _clock(said: str) -> timedelta:
    if said in {"正午", "午後0時"}:
        return _NOON
    found = _CLOCK.fullmatch(said.strip())
    if found is None or not re.search(r"[:時]", said):
        raise Unclear(_TIME_FORM)
    half, hour, minute, thirty = found.groups()
    hours, minutes = timedelta(hours=int(hour)), timedelta(minutes=30 if thirty else int(minute or 0))
    late = (half or "").upper() in {"午後", "PM"} and hours < _NOON
    since = hours + minutes + (_NOON if late else timedelta())
    if minutes >= timedelta(hours=1) or since > timedelta(days=1):
        raise Unclear(_TIME_FORM)
    return since


def number(cell: str, least: int = 0) -> int | None:
    """A whole number, with or without its unit; words for "no limit" are None as an empty cell is."""
    said = plain(cell)
    if not said or said in _NO_NUMBER:
        return None
    found = _NUMBER.fullmatch(said)
    value = int(found[1].replace(",", "")) if found else -1
    if not least <= value <= MOST:
        raise Unclear(f"{least}から{MOST:,}までの数")
    return value


def telephone(cell: str) -> str | None:
    """The first telephone number that stands in a cell; None when none does."""
    found = _TELEPHONE.search(re.sub(r"[‐−–—ー](?=\d)", "-", plain(cell)))
    return re.sub(r"[() ]+", "-", found[0]).strip("-") if found else None


def plain(cell: str) -> str:
    """A cell in one spelling."""
    return unicodedata.normalize("NFKC", cell).replace("~", "〜").strip()
