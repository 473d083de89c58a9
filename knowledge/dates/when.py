"""The way in: what a text says about when, and what it says besides."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from knowledge.dates import joining
from knowledge.dates.joining import Piece
from knowledge.dates.joints import is_near
from knowledge.dates.reading import words_of_time
from knowledge.dates.spans import Span
from knowledge.dates.spellings import folded
from knowledge.dates.terms import Meaning

# After a word of time: what tied it to the rest. A particle before kana may begin a word (はなび).
_TIED_ON = re.compile(r"^(?:頃|ごろ|あたり|'s)?(?:の|(?:に|は|で|も|が)(?![ぁ-ゖ]))?[\s、。,.・]*")


@dataclass(frozen=True)
class When:
    """When something is to be.

    `first` and `last` are both included; None is an end that is open, or of which nothing was said. Spans are
    whole: 今月 begins on the 1st. `hours` is a part of those days; `weekdays` (Monday = 0), if there are any,
    narrow them. `spoken` is what of the text was understood, `rest` what wasn't and can be searched for: both
    in one spelling (`spellings`).
    """

    first: date | None = None
    last: date | None = None
    hours: tuple[time, time] | None = None
    weekdays: frozenset[int] = frozenset()
    spoken: str = ""
    rest: str = ""


def understand(text: str, now: datetime) -> When:
    """When a text says that something is to be; `now` knows its zone, and its day is today."""
    text = folded(text)
    words, today = words_of_time(text), now.date()
    meaning, said = joining.days(text, words, today)
    hours, said_of_hours = joining.hours(text, words, today)
    pieces = _merged(text, sorted(said + said_of_hours))
    days = meaning or Meaning(Span(date.min, date.max))
    return When(
        first=None if days.span.first == date.min else days.span.first,
        last=None if days.span.last == date.max else days.span.last,
        hours=(hours.since, hours.until) if hours else None,
        weekdays=days.weekdays,
        spoken=" ".join(text[start:end].strip() for start, end in pieces),
        rest=_rest(text, pieces),
    )


def _merged(text: str, pieces: list[Piece]) -> list[Piece]:
    """Pieces with nothing but particles between them are one."""
    merged: list[Piece] = []
    for start, end in pieces:
        if merged and (start <= merged[-1][1] or is_near(text[merged[-1][1] : start])):
            first, last = merged.pop()
            merged.append((first, max(last, end)))
        else:
            merged.append((start, end))
    return merged


def _rest(text: str, pieces: list[Piece]) -> str:
    chunks, place = [], 0
    for start, end in pieces:
        chunks.append(text[place:start])
        found = _TIED_ON.match(text[end:])
        place = end + (found.end() if found else 0)
    return " ".join(" ".join([*chunks, text[place:]]).split())
