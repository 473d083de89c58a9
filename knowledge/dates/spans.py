"""What the rooms of words hand on: days, weekdays or hours, and the rules that read them out of a text.

Spans are whole: 今月 begins on the 1st though today is the 10th. Who looks for what is to come clips them.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, time, timedelta
from enum import Enum, IntEnum, auto
from typing import NamedTuple

ONE_DAY = timedelta(days=1)
_YEARS_AHEAD = 8  # from one 29 February to the next, across a year like 2100


@dataclass(frozen=True)
class Span:
    """Days, the first and the last included; `date.min` and `date.max` are ends left open."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __and__(self, other: "Span") -> "Span | None":
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None

    def __or__(self, other: "Span") -> "Span":
        return Span(min(self.first, other.first), max(self.last, other.last))

    @property
    def is_open(self) -> bool:
        """Whether it has no beginning or no end."""
        return self.first == date.min or self.last == date.max

    def days(self) -> list[date]:
        """The days one by one, of a span that isn't open."""
        return [self.first + count * ONE_DAY for count in range((self.last - self.first).days + 1)]


class Which(Enum):
    """土曜 is the one to come, today's too; 今度の土曜 only one after today; 毎週土曜 is all of them."""

    COMING = auto()
    NEXT = auto()
    EVERY = auto()


@dataclass(frozen=True)
class Weekdays:
    """Days of the week, Monday = 0."""

    days: frozenset[int]
    which: Which = Which.COMING


class Hours(NamedTuple):
    """A part of the day, both ends included."""

    since: time
    until: time


class Grain(IntEnum):
    """How wide a word is: the wider one is read first, the narrower one inside it, however they stand."""

    ALWAYS = auto()
    YEAR = auto()
    SEASON = auto()
    MONTH = auto()
    PART = auto()
    WEEK = auto()
    DAY = auto()
    WEEKDAY = auto()
    HOURS = auto()


@dataclass(frozen=True)
class Standpoint:
    """From where words are read: 明日 counts from today, 「10日」 is the first one from `since` on."""

    today: date
    since: date


Sense = Span | Weekdays | Hours
Reading = Callable[[re.Match[str], Standpoint], Sense | None]


@dataclass(frozen=True)
class Rule:
    """A form of words and how to read it; what has the form and no sense (2月30日) reads as None."""

    pattern: re.Pattern[str]
    grain: Grain
    read: Reading


def rule(pattern: str, grain: Grain, read: Reading) -> Rule:
    """A rule, in whatever case English is written."""
    return Rule(re.compile(pattern, re.IGNORECASE), grain, read)


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first; English ones stand alone."""
    ordered = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(rf'(?<![a-z]){each}(?![a-z])' if each.isascii() else each for each in ordered)})"


def led_in_by(*words: str) -> str:
    """A pattern for the place after one of these English words, with or without 「the」."""
    places = (rf"(?<=(?<![a-z]){word}\s{the})" for word in words for the in ("", r"the\s"))
    return f"(?:{'|'.join(places)})"


def coming(since: date, of_year: Callable[[int], Span | None]) -> Span | None:
    """What comes once a year: the one going on, or the next one."""
    for year in range(max(since.year - 1, MINYEAR), min(since.year + _YEARS_AHEAD, MAXYEAR - 1) + 1):
        span = of_year(year)
        if span and span.last >= since:
            return span
    return None
