"""Numbers below a hundred as dates write them, 25 or 二十五, and shifts by so many days, weeks or months."""

from calendar import monthrange
from datetime import date, timedelta

from knowledge.dates.spans import Span

NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
ALONE = r"(?<![\d一二三四五六七八九十百千第.,/:-])"  # no tail of a longer number
COUNTED = r"(?P<unit>日|週間?|[かカヵヶケ箇]月|年)"
_DIGITS = {each: number for number, each in enumerate("一二三四五六七八九", start=1)}
_MONTHS_OF_A_YEAR = 12


def number(text: str) -> int:
    """The number that a text of the form NUMBER says; 0 where it says none (十十)."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (10 * _DIGITS.get(tens or "一", 0) if ten else 0) + _DIGITS.get(ones, 0)


def day_of(year: int, month: int, day: int) -> date | None:
    """A day if there is one: 2月30日 is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> Span:
    """All days of a month."""
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def months_after(day: date, count: int) -> Span:
    """All days of the month so many months after that of a day."""
    years, month = divmod(day.year * _MONTHS_OF_A_YEAR + day.month - 1 + count, _MONTHS_OF_A_YEAR)
    return month_of(years, month + 1)


def shifted(day: date, count: int, unit: str) -> date:
    """A day so many 日, 週間, か月 or 年 later; a month after 31 January is the last of February."""
    if unit.startswith("日"):
        return day + timedelta(days=count)
    if unit.startswith("週"):
        return day + timedelta(weeks=count)
    month = months_after(day, count * (_MONTHS_OF_A_YEAR if unit == "年" else 1))
    return month.first.replace(day=min(day.day, month.last.day))
