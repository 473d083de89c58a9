"""Years: of the calendar (今年, 2026年, 令和8年) and 年度, which begin in April."""

import re
from collections.abc import Callable
from datetime import date

from knowledge.dates.numerals import NUMBER, number
from knowledge.dates.spans import Grain, Rule, Span, Standpoint, one_of, rule

YEAR = rf"(?:(?P<year>20\d\d)|(?P<era>令和|平成|(?<![a-z])R)\s*(?P<of>{NUMBER}|元))"
_BEFORE = {"令和": 2018, "R": 2018, "平成": 1988}
_APRIL = 4
_WORDS = {"今年": 0, "本年": 0, "年内": 0, "来年": 1, "再来年": 2, "去年": -1, "昨年": -1}
_ENGLISH = {"this year": 0, "next year": 1, "last year": -1}
_SCHOOL = {"今年度": 0, "年度内": 0, "来年度": 1, "再来年度": 2, "昨年度": -1, "去年度": -1}
_SCHOOL_ENGLISH = {"this fiscal year": 0, "next fiscal year": 1}
_YEARS, _FISCAL = _WORDS | _ENGLISH, _SCHOOL | _SCHOOL_ENGLISH


def year_of(found: re.Match[str]) -> int | None:
    """The year that a match of YEAR names, None if it names none."""
    if found["year"]:
        return int(found["year"])
    if not found["era"]:
        return None
    return _BEFORE[found["era"].upper()] + (1 if found["of"] == "元" else number(found["of"]))


def calendar_year(year: int) -> Span:
    """January to December."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def fiscal_year(year: int) -> Span:
    """April to March."""
    return Span(date(year, _APRIL, 1), date(year + 1, _APRIL - 1, 31))


def _named(span_of: Callable[[int], Span]) -> Callable[[re.Match[str], Standpoint], Span | None]:
    def read(found: re.Match[str], _: Standpoint) -> Span | None:
        year = year_of(found)
        return span_of(year) if year else None

    return read


def _this_or_that(found: re.Match[str], stand: Standpoint) -> Span:
    return calendar_year(stand.today.year + _YEARS[found[0].lower()])


def _fiscal(found: re.Match[str], stand: Standpoint) -> Span:
    began = stand.today.year - (stand.today.month < _APRIL)
    return fiscal_year(began + _FISCAL[found[0].lower()])


RULES: tuple[Rule, ...] = (
    rule(one_of(_FISCAL), Grain.YEAR, _fiscal),
    rule(one_of(_YEARS), Grain.YEAR, _this_or_that),
    rule(rf"(?<!\d){YEAR}\s*年度", Grain.YEAR, _named(fiscal_year)),
    rule(rf"(?<!\d){YEAR}\s*年(?![代生])", Grain.YEAR, _named(calendar_year)),
)
