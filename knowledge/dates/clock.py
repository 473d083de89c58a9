"""Hours of the clock: 10時から, 18時以降, 午後3時〜5時半, 10:00-12:00, from 10 am.

One to five is the afternoon unless 朝 or 午前 is said: nothing that residents come to begins at three in the
night. An hour alone is the hour from there on.
"""

import re
from datetime import time

from knowledge.dates.numerals import ALONE, NUMBER, number
from knowledge.dates.spans import Grain, Hours, Rule, Standpoint, rule

MIDNIGHT, DAY_ENDS = time(0), time(23, 59)
_NOON, _AFTER_THE_NIGHT, _HOURS, _MINUTES = 12, 6, 24, 60
_LATER = ("午後", "夕方", "夜", "晩", "p")
_LINK = r"\s*(?:から|[~〜–-]|to|until)\s*"


def _japanese(name: str, before: str = ALONE) -> str:
    """A time of day, its parts in groups of that name. Of 10〜12時 the first has no 時. Not 一時預かり."""
    return (
        rf"(?:(?P<half_{name}>午前|午後|朝|昼|夕方|夜|晩|[ap]m)の?\s*)?{before}(?!一時)(?P<hour_{name}>{NUMBER})"
        rf"(?:時(?![間代点期限])(?:(?P<past_{name}>半)|(?P<minute_{name}>{NUMBER})分)?"
        rf"|:(?P<colon_{name}>\d\d)(?!\d)|(?=\s*[~〜–-]\s*\d{{1,2}}時(?!間)))"
    )


def _english(name: str) -> str:
    return (
        rf"(?<![\d:])(?P<hour_{name}>\d{{1,2}})(?::(?P<minute_{name}>\d\d))?"
        rf"(?P<colon_{name}>)(?P<past_{name}>)\s*(?P<half_{name}>[ap]\.?m(?![a-z])\.?)"
    )


def _minutes(found: re.Match[str], name: str) -> int | None:
    """Minutes since midnight."""
    hour, half = number(found[f"hour_{name}"]), (found[f"half_{name}"] or "").lower()
    minute = number(found[f"minute_{name}"] or found[f"colon_{name}"] or "")
    if found[f"past_{name}"]:
        minute = _MINUTES // 2
    if half.startswith("a") and hour == _NOON:
        hour = 0
    afternoon = half.startswith(_LATER) or (half in {"", "昼"} and 0 < hour < _AFTER_THE_NIGHT)
    if afternoon and hour < _NOON:
        hour += _NOON
    return hour * _MINUTES + minute if hour <= _HOURS and minute < _MINUTES else None


def _time(minutes: int) -> time:
    return time(*divmod(minutes, _MINUTES)) if minutes < _HOURS * _MINUTES else DAY_ENDS


def _from_to(found: re.Match[str], _: Standpoint) -> Hours | None:
    """「夜7時から9時」: the second one is in the evening, too. What ends after midnight ends with the day."""
    since, until = _minutes(found, "a"), _minutes(found, "b")
    if since is None or until is None:
        return None
    if until < since:
        until += _NOON * _MINUTES
    return Hours(_time(since), _time(until) if until > since else DAY_ENDS)


def _bounded(found: re.Match[str], _: Standpoint) -> Hours | None:
    at = _minutes(found, "a")
    if at is None:
        return None
    if found["since"]:
        return Hours(_time(at), DAY_ENDS)
    return Hours(MIDNIGHT, _time(at)) if found["until"] else Hours(_time(at), _time(at + _MINUTES))


_SINCE = r"(?P<since>\s*(?:から(?!くり)|以降|以後|[過す]ぎ|より後|[~〜](?!\s*\d)))"
_UNTIL = r"(?P<until>\s*(?:までに?|より前|以前|前))"
_PREPOSITION = r"(?<![a-z])(?:(?P<since>from|after|since)|(?P<until>until|till|by|before)|at|around)\s+"
RULES: tuple[Rule, ...] = (
    rule(rf"{_japanese('a')}{_LINK}{_japanese('b', before='')}(?:まで)?", Grain.HOURS, _from_to),
    rule(rf"{_japanese('a')}(?:{_SINCE}|{_UNTIL}|頃|ごろ)?", Grain.HOURS, _bounded),
    rule(rf"(?:from\s+)?{_english('a')}{_LINK}{_english('b')}", Grain.HOURS, _from_to),
    rule(rf"(?:{_PREPOSITION})?{_english('a')}", Grain.HOURS, _bounded),
)
