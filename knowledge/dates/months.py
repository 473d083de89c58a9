"""Months: 来月, 7月, 令和8年7月, 7、8月. One without a year is the next one to come; the one going on counts.

Their parts (上旬, 月末) have a room of their own (parts).
"""

import re

from knowledge.dates.numerals import ALONE, NUMBER, month_of, months_after, number
from knowledge.dates.spans import Grain, Rule, Span, Standpoint, coming, one_of, rule
from knowledge.dates.years import YEAR, year_of

_WORDS = {
    "今月": 0, "当月": 0, "来月": 1, "再来月": 2, "先月": -1,
    "this month": 0, "next month": 1, "last month": -1, "month after next": 2,
}  # fmt: skip
_ALL = r"(?:中(?![旬頃ごか学央小])|いっぱい|内(?![ァ-ヺ一-龥]))?"
_DECEMBER = 12


def _this_or_that(found: re.Match[str], stand: Standpoint) -> Span:
    return months_after(stand.today, _WORDS[found["word"].lower()])


def _month(found: re.Match[str], stand: Standpoint) -> Span | None:
    month, year = number(found["month"]), year_of(found)
    if not 1 <= month <= _DECEMBER:
        return None
    return month_of(year, month) if year else coming(stand.since, lambda each: month_of(each, month))


def _months(found: re.Match[str], stand: Standpoint) -> Span | None:
    first = _month(found, stand)
    last = number(found["last"])
    if first is None or not 1 <= last <= _DECEMBER:
        return None
    return coming(first.first, lambda year: Span(first.first, month_of(year, last).last))


RULES: tuple[Rule, ...] = (
    rule(rf"(?P<word>{one_of(_WORDS)}){_ALL}", Grain.MONTH, _this_or_that),
    rule(
        rf"{ALONE}(?:{YEAR}\s*[年/.-]\s*の?)?(?P<month>{NUMBER})月(?![雨病晴飾額]|人形){_ALL}",
        Grain.MONTH,
        _month,
    ),
    rule(rf"{ALONE}{YEAR}[/.-](?P<month>\d{{1,2}})(?![\d/.-])", Grain.MONTH, _month),
    # 7、8月
    rule(
        rf"{ALONE}(?:{YEAR}\s*年\s*の?)?(?P<month>{NUMBER})月?\s*[~〜・、,–-]\s*(?P<last>{NUMBER})月(?!\d){_ALL}",
        Grain.MONTH,
        _months,
    ),
)
