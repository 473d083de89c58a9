"""Lengths of time that lead to days: 3日後, 2週間以内, 「7月5日から3日間」; and いつでも, これから."""

import re
from datetime import date

from knowledge.dates.numerals import ALONE, COUNTED, NUMBER, number, shifted
from knowledge.dates.spans import ONE_DAY, Grain, Rule, Span, Standpoint, one_of, rule

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ENGLISH = {"a": 1, **{word: count for count, word in enumerate(_WORDS, start=1)}}
_UNITS = {"day": "日", "week": "週", "month": "か月"}
_HALF_A_YEAR = 6


def _shifted(day: date, found: re.Match[str]) -> date:
    count = found["count"].lower()
    unit = found["unit"].lower().rstrip("s")
    return shifted(day, _ENGLISH.get(count) or number(count), _UNITS.get(unit, unit))


def _later(found: re.Match[str], stand: Standpoint) -> Span:
    day = _shifted(stand.today, found)
    return Span(day, day)


def _within(found: re.Match[str], stand: Standpoint) -> Span:
    return Span(stand.today, _shifted(stand.today, found))


def _half_a_year(_: re.Match[str], stand: Standpoint) -> Span:
    return Span(stand.today, shifted(stand.today, _HALF_A_YEAR, "か月"))


def _lasting(found: re.Match[str], stand: Standpoint) -> Span | None:
    after = _shifted(stand.since, found)
    return Span(stand.since, after - ONE_DAY) if after > stand.since else None


def _from_now(_: re.Match[str], stand: Standpoint) -> Span:
    return Span(stand.today, date.max)


def _whenever(_found: re.Match[str], _: Standpoint) -> Span:
    return Span(date.min, date.max)


_COUNT = rf"{ALONE}(?P<count>{NUMBER})\s*{COUNTED}"
_SPELLED = rf"(?P<count>\d{{1,2}}|{one_of(_ENGLISH)})\s+(?P<unit>days?|weeks?|months?)(?![a-z])"
RULES: tuple[Rule, ...] = (
    rule(rf"{_COUNT}後(?!半)", Grain.DAY, _later),
    rule(rf"(?<![a-z])in\s+{_SPELLED}", Grain.DAY, _later),
    rule(rf"(?<![a-z\d]){_SPELLED}\s+from\s+(?:now|today)(?![a-z])", Grain.DAY, _later),
    rule(rf"{_COUNT}間?以内", Grain.WEEK, _within),
    rule(rf"(?:今後|これから|この先|向こう)\s*(?P<count>{NUMBER})\s*{COUNTED}間?", Grain.WEEK, _within),
    rule(r"半年以内|(?:今後|これから|この先|向こう)半年", Grain.SEASON, _half_a_year),
    rule(
        rf"(?<![a-z])(?:within|(?:in|over|during)\s+the\s+next|(?:the\s+)?next)\s+{_SPELLED}",
        Grain.WEEK,
        _within,
    ),
    rule(
        rf"(?<=から)(?P<count>{NUMBER})\s*(?P<unit>日(?=間)|週(?=間)|[かカヵヶケ箇]月|年(?=間))間?",
        Grain.DAY,
        _lasting,
    ),
    rule(r"これから(?!も)|今から|今後|(?<![a-z])(?:from now on|upcoming)(?![a-z])", Grain.ALWAYS, _from_now),
    rule(r"いつでも|(?<![a-z])(?:any ?time|whenever)(?![a-z])", Grain.ALWAYS, _whenever),
)
