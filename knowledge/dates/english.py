"""Dates with the English names of months: in July, July 5th, 5 July 2026, July 5-10.

「may」 and 「march」 are words of other kinds: alone they are months only after in, next, until and the like.
"""

import re

from knowledge.dates.numerals import day_of, month_of
from knowledge.dates.spans import Grain, Rule, Span, Standpoint, coming, led_in_by, rule

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = "january|february|april|june|july|august|september|october|november|december"
_NAME = rf"(?P<month>{_LONG}|march|may|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?![a-z])\.?)"
_YEAR = r"(?:,?\s+(?P<year>20\d\d)(?!\d))?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TO = r"(?:\s*(?:[~〜–-]|to|until|through)\s*(?P<until>\d{1,2})(?:st|nd|rd|th)?)?"
_LED_IN = led_in_by(
    "in", "this", "next", "during", "until", "till", "by", "of", "from", "since", "before", "after",
    "early", "mid", "late",
)  # fmt: skip


def _number(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _month(found: re.Match[str], stand: Standpoint) -> Span | None:
    month = _number(found["month"])
    if found["year"]:
        return month_of(int(found["year"]), month)
    return coming(stand.since, lambda year: month_of(year, month))


def _day(found: re.Match[str], stand: Standpoint) -> Span | None:
    month = _number(found["month"])

    def of_year(year: int) -> Span | None:
        first = day_of(year, month, int(found["day"]))
        last = day_of(year, month, int(found["until"])) if found["until"] else first
        return Span(first, last) if first and last and first <= last else None

    return of_year(int(found["year"])) if found["year"] else coming(stand.since, of_year)


RULES: tuple[Rule, ...] = (
    rule(rf"(?<![a-z]){_NAME}\s+(?:the\s+)?{_DAY}{_TO}(?![\d:a-z]){_YEAR}", Grain.DAY, _day),
    rule(rf"(?<![a-z\d])(?:the\s+)?{_DAY}{_TO}\s+(?:of\s+)?{_NAME}(?![a-z]){_YEAR}", Grain.DAY, _day),
    rule(rf"(?<![a-z])(?P<month>{_LONG}){_YEAR}(?![a-z])", Grain.MONTH, _month),
    rule(rf"{_LED_IN}{_NAME}{_YEAR}(?![a-z])", Grain.MONTH, _month),
)
