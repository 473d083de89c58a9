"""Weeks, which begin on Monday: 来週 is the one after today's. Their days have their own room (weekdays)."""

import re
from datetime import date, timedelta

from knowledge.dates.spans import ONE_DAY, Grain, Rule, Span, Standpoint, rule

_WEEKS = {"今週": 0, "来週": 1, "翌週": 1, "再来週": 2, "先週": -1, "this": 0, "next": 1, "last": -1}
_WEEK = timedelta(weeks=1)


def week_of(day: date) -> Span:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + _WEEK - ONE_DAY)


def _week(found: re.Match[str], stand: Standpoint) -> Span:
    return week_of(stand.today + _WEEKS[found["week"].lower()] * _WEEK)


def _after_next(_: re.Match[str], stand: Standpoint) -> Span:
    return week_of(stand.today + 2 * _WEEK)


RULES: tuple[Rule, ...] = (
    rule(
        r"(?P<week>今週|再来週|来週|翌週|先週)(?:中(?![央学止])|いっぱい|内(?![ァ-ヺ一-龥]))?",
        Grain.WEEK,
        _week,
    ),
    rule(r"(?<![a-z])(?P<week>this|next|last)\s+week(?=end|(?![a-z]))(?!s)", Grain.WEEK, _week),
    rule(r"(?<![a-z])(?:the )?week after next(?![a-z])", Grain.WEEK, _after_next),
)
