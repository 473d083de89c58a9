"""Parts of a month: 上旬 (1–10), 中旬 (11–20), 下旬 (21–end), 月初 (first seven days), 月末 (last seven).

Of which month, the word beside them says; alone they're those of this month, or of the next if they're over.
"""

import re
from datetime import timedelta

from knowledge.dates.numerals import months_after
from knowledge.dates.spans import ONE_DAY, Grain, Rule, Span, Standpoint, rule

_ALONE = {
    "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "月初め": (1, 7), "月初": (1, 7), "月はじめ": (1, 7),
}  # fmt: skip
_BESIDE = {
    "初旬": (1, 10), "前半": (1, 15), "後半": (16, 31), "半ば": (11, 20), "なかば": (11, 20),
    "中頃": (11, 20), "中ごろ": (11, 20), "初め": (1, 7), "はじめ": (1, 7), "頭": (1, 7),
    "第1週": (1, 7), "第2週": (8, 14), "第3週": (15, 21), "第4週": (22, 28),
}  # fmt: skip
_ENGLISH = {
    "early": (1, 10), "mid": (11, 20), "late": (21, 31), "middle of": (11, 20), "beginning of": (1, 7),
    "start of": (1, 7), "first week of": (1, 7), "second week of": (8, 14), "third week of": (15, 21),
    "first half of": (1, 15), "second half of": (16, 31),
}  # fmt: skip
_PARTS = _ALONE | _BESIDE | _ENGLISH
_ENDS = ("月末", "末", "end of", "last week of")
_LAST_SEVEN = timedelta(days=6)
_MONTHS_AHEAD = 2
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|this month|next month"


def _part(found: re.Match[str], stand: Standpoint) -> Span | None:
    months = (months_after(stand.since, ahead) for ahead in range(_MONTHS_AHEAD))
    spans = (_of_month(month, found["part"].lower()) for month in months)
    return next((span for span in spans if span.last >= stand.since), None)


def _of_month(month: Span, part: str) -> Span:
    if part in _ENDS:
        return Span(month.last - _LAST_SEVEN, month.last)
    first, last = _PARTS[part]
    return Span(month.first.replace(day=first), min(month.first + (last - 1) * ONE_DAY, month.last))


RULES: tuple[Rule, ...] = (
    rule(rf"(?P<part>{'|'.join(_ALONE)}|月末)(?:日(?!曜))?", Grain.PART, _part),
    rule(rf"(?<=月)の?(?P<part>{'|'.join(_BESIDE)}|末)(?:日(?!曜))?", Grain.PART, _part),
    rule(
        rf"(?<![a-z])(?:the\s+)?(?P<part>{'|'.join((*_ENGLISH, *_ENDS[2:]))})[\s-]+"
        rf"(?:the month(?![a-z])|(?={_MONTHS}))",
        Grain.PART,
        _part,
    ),
)
