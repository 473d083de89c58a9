"""Finds the words of time in a text, the longest first. What they mean together: `joining`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.dates import (
    clock,
    days,
    english,
    holidays,
    hours,
    lengths,
    months,
    parts,
    seasons,
    weekdays,
    weeks,
    years,
)
from knowledge.dates.spans import Grain, Rule, Sense, Standpoint

_ROOMS = (days, weekdays, weeks, months, parts, seasons, years, holidays, english, lengths, clock, hours)
# Telephone numbers and shares look like dates.
_NO_DATES = (
    r"(?<!\d)\d{2,5}-\d{1,4}-\d{3,4}(?!\d)",
    r"[率合割費料額][はがも:]?\s*\d{1,4}/\d{1,4}",
    r"(?<!\d)\d{1,4}\s*分の\s*\d{1,4}",
    r"(?<!\d)\d{1,4}/\d{1,4}\s*(?:の?(?:補助|助成|負担|量|額)|以[上下内])",
)
_FORMS: tuple[tuple[re.Pattern[str], Rule | None], ...] = (
    *((re.compile(each), None) for each in _NO_DATES),
    *((each.pattern, each) for room in _ROOMS for each in room.RULES),
)
_Ahead = tuple[re.Match[str], re.Pattern[str], Rule | None]
_Maybe = tuple[re.Match[str] | None, re.Pattern[str], Rule | None]


@dataclass(frozen=True)
class Word:
    """A word of time and where it stands."""

    rule: Rule
    found: re.Match[str]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.found.start()

    @property
    def end(self) -> int:
        """Where it's over."""
        return self.found.end()

    @property
    def grain(self) -> Grain:
        """How wide it is."""
        return self.rule.grain

    def sense(self, stand: Standpoint) -> Sense | None:
        """What it means from there."""
        return self.rule.read(self.found, stand)


def words_of_time(text: str) -> list[Word]:
    """The words of time of a text, those without sense among them."""
    words, place = [], 0
    ahead = _ahead(text, [(None, *form) for form in _FORMS], place)
    while ahead:
        found, _, rule = min(ahead, key=lambda each: (each[0].start(), -each[0].end()))
        place = found.end()
        if rule:
            words.append(Word(rule, found))
        ahead = _ahead(text, ahead, place)
    return words


def _ahead(text: str, forms: Iterable[_Maybe], place: int) -> list[_Ahead]:
    """Every form with its next match from a place on; those without one are done."""
    found = (
        (match if match and match.start() >= place else pattern.search(text, place), pattern, rule)
        for match, pattern, rule in forms
    )
    return [(match, pattern, rule) for match, pattern, rule in found if match]
