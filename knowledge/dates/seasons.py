"""Seasons and school holidays. A season counts where it stands as a time: in 夏の催し, not in 夏まつり."""

import re
from datetime import date

from knowledge.dates.numerals import month_of
from knowledge.dates.spans import Grain, Rule, Span, Standpoint, coming, led_in_by, one_of, rule

_BEGINS = {
    "春": 3, "夏": 6, "秋": 9, "冬": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12,
}  # fmt: skip
# Assumed: what is usual at the public schools of Iwate. The city's schools set theirs anew every year.
_SUMMER, _WINTER, _SPRING = ((7, 25), (8, 20)), ((12, 25), (1, 14)), ((3, 20), (4, 6))
_OF_SCHOOL = {"夏": _SUMMER, "冬": _WINTER, "春": _SPRING}
_OF_SCHOOL |= {"summer": _SUMMER, "winter": _WINTER, "spring": _SPRING}
_AS_A_TIME = (
    r"(?=[のにはもかと、。,.!?~〜\s]|から|まで|以降|頃|ごろ|場|先(?![生輩])|だけ|って|で[もすは]|ある|なに|何|$)"
    r"(?:頃|ごろ|場|先)?"
)
_LED_IN = led_in_by("in", "this", "during", "for", "until", "by", "of", "from", "since", "before", "after")


def between(year: int, first: tuple[int, int], last: tuple[int, int]) -> Span:
    """Days from a month and day to another, across the year's end if need be."""
    return Span(date(year, *first), date(year + (last < first), *last))


def _starting_in(year: int, begins: int) -> Span:
    year_of_end, month = divmod(year * 12 + begins + 1, 12)
    return Span(date(year, begins, 1), month_of(year_of_end, month + 1).last)


def _season(found: re.Match[str], stand: Standpoint) -> Span | None:
    begins = _BEGINS[found["season"].lower()]
    if found["which"]:
        return _starting_in(stand.today.year + {"今": 0, "来": 1, "昨": -1}[found["which"]], begins)
    return coming(stand.since, lambda year: _starting_in(year, begins))


def _english(found: re.Match[str], stand: Standpoint) -> Span | None:
    def of_year(year: int) -> Span | None:
        span = _starting_in(year, _BEGINS[found["season"].lower()])
        going_on = span.first <= stand.today
        return None if going_on and found["next"] else span

    return coming(stand.since, of_year)


def _of_school(found: re.Match[str], stand: Standpoint) -> Span | None:
    first, last = _OF_SCHOOL[found["season"].lower()]
    return coming(stand.since, lambda year: between(year, first, last))


RULES: tuple[Rule, ...] = (
    rule(r"(?P<season>[夏冬春])休み?(?:[期]間)?(?:中(?!学))?", Grain.SEASON, _of_school),
    rule(
        r"(?<![a-z])(?P<season>summer|winter|spring)\s+(?:vacations?|holidays?|breaks?)(?![a-z])",
        Grain.SEASON,
        _of_school,
    ),
    rule(
        rf"(?:(?<![一-龥ァ-ヺ])|(?<=[年度]))(?P<which>[今来昨])?(?P<season>[春夏秋冬]){_AS_A_TIME}",
        Grain.SEASON,
        _season,
    ),
    # 「spring」 is water and 「fall」 a verb: only in company they are seasons.
    rule(
        rf"(?:(?<![a-z])(?P<next>next\s+)|{_LED_IN})(?P<season>{one_of(filter(str.isascii, _BEGINS))})",
        Grain.SEASON,
        _english,
    ),
)
