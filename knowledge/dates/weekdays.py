"""Days of the week.

土曜 is the Saturday to come, today's if today is one; 今度の土曜 (次の土曜, next Saturday) is the next after
today; 来週の土曜 is that of the week after this one. 週末 is this week's Saturday and Sunday, also while they
last; 「next weekend」 is 来週末. 毎週土曜, 平日 and Saturdays name no week: all of them are meant.
"""

import re

from knowledge.dates.numerals import months_after, number
from knowledge.dates.spans import Grain, Rule, Span, Standpoint, Weekdays, Which, rule

_KANJI = "月火水木金土日"
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKEND, _WORKDAYS = frozenset({5, 6}), frozenset(range(5))
_BEFORE = r"(?P<which>今度の?|次の?|毎週の?|(?<![a-z])(?:next|this|every)\s+)?"
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": 0, "最終": 0, "最後の": 0}
_MONTHS_AHEAD = 13  # a fifth Saturday comes within four months; more is never needed


def _which(found: re.Match[str]) -> Which:
    before = (found["which"] or "").lower()
    if before.startswith(("毎週", "every")):
        return Which.EVERY
    return Which.NEXT if before.startswith(("今度", "次", "next")) else Which.COMING


def _weekdays(found: re.Match[str], _: Standpoint) -> Weekdays:
    """土曜, (土), 土日, 月水金."""
    return Weekdays(frozenset(_KANJI.index(each) for each in found["days"] if each in _KANJI), _which(found))


def _from_to(found: re.Match[str], _: Standpoint) -> Weekdays:
    first, last = _KANJI.index(found["from"]), _KANJI.index(found["to"])
    ends = last + (len(_KANJI) if last < first else 0)
    return Weekdays(frozenset(day % len(_KANJI) for day in range(first, ends + 1)), Which.EVERY)


def _weekend(found: re.Match[str], _: Standpoint) -> Weekdays:
    return Weekdays(_WEEKEND, Which.EVERY if found["every"] else _which(found))


def _workdays(_found: re.Match[str], _: Standpoint) -> Weekdays:
    return Weekdays(_WORKDAYS, Which.EVERY)


def _english(found: re.Match[str], _: Standpoint) -> Weekdays:
    day = _ENGLISH.index(found["day"][:3].lower())
    return Weekdays(frozenset({day}), Which.EVERY if found["every"] else _which(found))


def _nth(found: re.Match[str], stand: Standpoint) -> Span | None:
    """第2土曜 of this month, or the next one to come; 第2・4土曜 is all from the one to the other."""
    names = _KANJI if found["day"] in _KANJI else _ENGLISH
    weekday = names.index(found["day"][:3].lower())
    wanted = [_NTH.get(each.lower(), number(each[-1])) - 1 for each in (found["nth"], found["also"]) if each]
    for ahead in range(_MONTHS_AHEAD):
        days = [day for day in months_after(stand.since, ahead).days() if day.weekday() == weekday]
        chosen = [days[each] for each in wanted if each < len(days)]
        if chosen and chosen[-1] >= stand.since:
            return Span(chosen[0], chosen[-1])
    return None


_DAY = rf"(?P<days>[{_KANJI}])曜日?"
# At the sides of a run may stand what goes with it; any other kanji makes it part of another word (料金土産).
_RUN = (
    rf"(?:(?<![一-龥\d])|(?<=[週月年度]))(?!土木|月日)(?P<days>[{_KANJI}](?:[・、]?[{_KANJI}])+)(?:曜日?)?"
    r"(?:[・、]?祝日?)?(?:(?![一-龥])|(?=[開夜朝昼夕午限晩]))"
)
_BRACKETS = rf"\((?P<days>[{_KANJI}])(?:曜日?)?(?:[・、]?祝日?)?(?P<which>)\)"
_TO = rf"(?<![一-龥\d])(?P<from>[{_KANJI}])[~〜–-](?P<to>[{_KANJI}])(?:曜日?)?(?![一-龥])"
# Of 来週末 and 「next weekend」 the week is read by itself: only the end of it is looked for here.
_WEEKENDS = (
    r"(?P<which>今度の?|次の?|毎週の?|(?<![a-z])(?:this|every)\s+)?"
    r"(?:週末|(?<=週)末|(?<![a-z])weekend|(?<=week)end)(?P<every>s)?(?![a-z])"
)
_NAMES = (
    rf"(?<!last\s){_BEFORE}(?<![a-z])(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day(?P<every>s)?(?![a-z])"
)
_SHORT = (
    r"(?<![a-z])(?:(?P<which>next|this|every|on)\s+|\()"
    r"(?P<day>mon|tue|wed|thu|fri|sat|sun)(?P<every>)(?:\)|(?![a-z]))"
)
_NUMBERED = (
    r"(?P<nth>第[1-5一二三四五]|最終|最後の)(?:[・、,と]第?(?P<also>[1-5一二三四五]))?"
    rf"\s*(?P<day>[{_KANJI}])曜日?"
)
_ORDINALS = (
    r"(?<![a-z\d])(?:the\s+)?"
    r"(?P<nth>first|second|third|fourth|fifth|[1-5]|last(?=\s+[a-z]+day\s+(?:of|in)\s))(?:st|nd|rd|th)?"
    r"\s+(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day(?:\s+of the month)?(?P<also>)(?![a-z])"
)

RULES: tuple[Rule, ...] = (
    rule(_NUMBERED, Grain.DAY, _nth),
    rule(_ORDINALS, Grain.DAY, _nth),
    rule(rf"{_BEFORE}{_DAY}(?!大工)", Grain.WEEKDAY, _weekdays),
    rule(_BRACKETS, Grain.WEEKDAY, _weekdays),
    rule(rf"{_BEFORE}{_RUN}", Grain.WEEKDAY, _weekdays),
    rule(_TO, Grain.WEEKDAY, _from_to),
    rule(_WEEKENDS, Grain.WEEKDAY, _weekend),
    rule(r"平日|(?<![a-z])weekdays?(?![a-z])", Grain.WEEKDAY, _workdays),
    rule(_NAMES, Grain.WEEKDAY, _english),
    rule(_SHORT, Grain.WEEKDAY, _english),
)
