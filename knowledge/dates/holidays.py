"""Holidays: the law's (祝日, 海の日, 三連休) and those that people keep (お盆, お正月, ゴールデンウィーク).

Names that events carry too (七夕, クリスマス, ひな祭り) are no dates here: who asks for the クリスマス会
wants it whenever it is, and 七夕 is celebrated in August in places. They are left to the search for words.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

import jpholiday

from knowledge.dates.numerals import number
from knowledge.dates.seasons import between
from knowledge.dates.spans import ONE_DAY, Grain, Rule, Span, Standpoint, coming, one_of, rule

_OTHER_NAMES = {"元旦": "元日", "体育の日": "スポーツの日", "春分": "春分の日", "秋分": "秋分の日"}
_NAMES = (
    "元日", "成人の日", "建国記念の日", "天皇誕生日", "春分の日", "昭和の日", "憲法記念日", "みどりの日",
    "こどもの日", "海の日", "山の日", "敬老の日", "秋分の日", "スポーツの日", "文化の日", "勤労感謝の日",
)  # fmt: skip
_OBON, _NEW_YEAR = ((8, 13), (8, 16)), ((1, 1), (1, 3))
_KEPT = {
    "盆": _OBON, "旧盆": _OBON, "obon": _OBON, "bon holidays": _OBON,
    "正月": _NEW_YEAR, "年始": _NEW_YEAR, "new year": _NEW_YEAR, "new year holidays": _NEW_YEAR,
    "年明け": ((1, 1), (1, 10)),
    "年末年始": ((12, 29), (1, 3)), "年末": ((12, 21), (12, 31)), "大晦日": ((12, 31), (12, 31)),
    "ゴールデンウィーク": ((4, 29), (5, 5)), "大型連休": ((4, 29), (5, 5)),
    "gw": ((4, 29), (5, 5)), "golden week": ((4, 29), (5, 5)),
    "年度末": ((3, 1), (3, 31)), "年度初め": ((4, 1), (4, 30)), "年度はじめ": ((4, 1), (4, 30)),
}  # fmt: skip
_NOT_ITS_THINGS = r"(?!踊|おど|栽|地|飾|かざり|料理|遊び)"  # 盆踊り is an event, 盆地 a place
_SEARCHED = timedelta(days=400)
_SATURDAY, _SHORTEST = 5, 3


@lru_cache(maxsize=16)
def _of_law(year: int) -> dict[date, str]:
    return dict(jpholiday.year_holidays(year))


def _is_holiday(day: date) -> bool:
    """Whether the law makes it a holiday."""
    return day in _of_law(day.year)


def _is_off(day: date) -> bool:
    return day.weekday() >= _SATURDAY or _is_holiday(day)


def _named(found: re.Match[str], stand: Standpoint) -> Span | None:
    name = _OTHER_NAMES.get(found[0], found[0])

    def of_year(year: int) -> Span | None:
        return next((Span(day, day) for day, each in _of_law(year).items() if each == name), None)

    return coming(stand.since, of_year)


def _run_around(day: date, *, weekends: bool) -> Span:
    """The holidays on end that a day belongs to, with the weekends or without."""
    belongs = _is_off if weekends else _is_holiday
    first = last = day
    while belongs(first - ONE_DAY):
        first -= ONE_DAY
    while belongs(last + ONE_DAY):
        last += ONE_DAY
    return Span(first, last)


def _any(_: re.Match[str], stand: Standpoint) -> Span | None:
    """The next holiday, with those that follow without a day between."""
    days = Span(stand.since, stand.since + _SEARCHED).days()
    return next((_run_around(day, weekends=False) for day in days if _is_holiday(day)), None)


def _long_weekend(found: re.Match[str], stand: Standpoint) -> Span | None:
    """三連休 is exactly three days off on end, 連休 three or more."""
    length = number(found["length"]) if found["length"] else None
    for day in Span(stand.since, stand.since + _SEARCHED).days():
        if _is_off(day):
            run = _run_around(day, weekends=True)
            if len(run.days()) == length or (length is None and len(run.days()) >= _SHORTEST):
                return run
    return None


def _kept(found: re.Match[str], stand: Standpoint) -> Span | None:
    first, last = _KEPT[found["name"].lower()]
    return coming(stand.since, lambda year: between(year, first, last))


RULES: tuple[Rule, ...] = (
    rule(one_of((*_NAMES, *_OTHER_NAMES)), Grain.DAY, _named),
    rule(r"(?<!土日)祝日|(?<![a-z])(?:public|national)\s+holidays?(?![a-z])", Grain.DAY, _any),
    rule(r"(?P<length>[三四五六3-6]?)連休中?", Grain.DAY, _long_weekend),
    rule(r"(?P<length>)(?<![a-z])long weekend(?![a-z])", Grain.DAY, _long_weekend),
    rule(rf"(?<!小)お?(?P<name>{one_of(_KEPT)}){_NOT_ITS_THINGS}(?:休み)?中?", Grain.SEASON, _kept),
)
