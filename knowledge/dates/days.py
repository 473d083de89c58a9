"""Single days: 明日, 7月5日, 7/5, R8.7.5, 五日; and runs inside a month, 7月5〜7日.

A day without a year, or without a month, is the next one to come, today included. 7/5 is the 5th of July.
「3日間」 and 「1日体験」 are no days but how long something takes (lengths).
"""

import re

from knowledge.dates.numerals import ALONE, NUMBER, day_of, months_after, number
from knowledge.dates.spans import ONE_DAY, Grain, Rule, Span, Standpoint, coming, one_of, rule
from knowledge.dates.years import YEAR, year_of

_WORDS = {
    "今日": 0, "本日": 0, "明日": 1, "明後日": 2, "明々後日": 3, "昨日": -1, "一昨日": -2,
    "today": 0, "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2, "yesterday": -1,
}  # fmt: skip
# 今夜 and tonight are today and a part of it: the rest of the word is left for the hours.
_BEGUN = {"今": 0, "to": 0, "明": 1, "昨": -1}
_MONTHS_AHEAD = 13
# What makes 3日 a length or a count, before it and after it.
_NOT_A_LENGTH = r"(?<![週計全約各初丸])(?<!あと)(?<!残り)(?<!週に)(?<!月に)"
_LASTING = (
    r"間|目|中|分|前|後|市|町|月|酔|坊主|体験|限り|程|ほど|[くぐ]らい|以上|以下|未満|か[けか]|がかり"
    r"|おき|ごと|毎|ぶり|連続|制|コース|講座|教室|乗|券|パス|当|あた|に?\s*\d+\s*(?:回|時間|円|人|名|個|本|食|杯|度)"
)
_LINK = r"\s*[~〜・、,–-]\s*"
_NO_DAY = r"(?![\d/:.時月人名歳円])"


def _word(found: re.Match[str], stand: Standpoint) -> Span:
    word = found[0].lower()
    day = stand.today + (_BEGUN[word] if word in _BEGUN else _WORDS[found["word"].lower()]) * ONE_DAY
    return Span(day, day)


def _run(year: int, month: int, found: re.Match[str]) -> Span | None:
    """The day or days of a match in that month, if it has them."""
    begins = day_of(year, month, number(found["day"]))
    ends = day_of(year, month, number(found["until"])) if found["until"] else begins
    return Span(begins, ends) if begins and ends and begins <= ends else None


def _of_month(found: re.Match[str], stand: Standpoint) -> Span | None:
    month = number(found["month"])
    if year := year_of(found):
        return _run(year, month, found)
    return coming(stand.since, lambda each: _run(each, month, found))


def _of_any_month(found: re.Match[str], stand: Standpoint) -> Span | None:
    months = (months_after(stand.since, ahead).first for ahead in range(_MONTHS_AHEAD))
    spans = (_run(month.year, month.month, found) for month in months)
    return next((span for span in spans if span and span.last >= stand.since), None)


_DAYS = rf"(?P<day>{NUMBER})(?:日?{_LINK}(?P<until>{NUMBER})日(?!間)|日)"
_SLASHED = rf"(?P<day>\d{{1,2}})(?:{_LINK}(?P<until>\d{{1,2}})日?{_NO_DAY})?(?![\d/])"
RULES: tuple[Rule, ...] = (
    rule(rf"(?P<word>{one_of(_WORDS)})(?:中(?![央学])|いっぱい)?", Grain.DAY, _word),
    rule(
        r"(?P<word>)(?:今(?=[夜晩朝夕])|明(?=晩|朝(?!体|時))|昨(?=[夜晩])|(?<![a-z])to(?=night))",
        Grain.DAY,
        _word,
    ),
    rule(rf"{ALONE}(?:{YEAR}\s*年?\s*の?)?(?P<month>{NUMBER})月\s*の?{_DAYS}", Grain.DAY, _of_month),
    rule(rf"{ALONE}{YEAR}(?P<dot>[/.-])(?P<month>\d{{1,2}})(?P=dot){_SLASHED}", Grain.DAY, _of_month),
    rule(rf"{ALONE}{YEAR}年(?P<month>\d{{1,2}})/{_SLASHED}", Grain.DAY, _of_month),
    rule(rf"{ALONE}(?P<year>)(?P<era>)(?P<month>\d{{1,2}})/{_SLASHED}", Grain.DAY, _of_month),
    # 一日 is more often a whole day than the first of a month.
    rule(rf"{ALONE}{_NOT_A_LENGTH}(?!一日){_DAYS}(?!{_LASTING})", Grain.DAY, _of_any_month),
    rule(
        r"(?<![a-z])the\s+(?P<day>\d{1,2})(?P<until>)(?:st|nd|rd|th)(?!\s+(?!of|to|and|or|until|in)[a-z])",
        Grain.DAY,
        _of_any_month,
    ),
)
