"""Years as the plan writes them: 2016年 and 令和元年 are years of 平成 there, which ran on to 35 in plans."""

import re

_FIRST, _LAST = 2010, 2023  # the years that the plan speaks of: other numbers are left alone
_BEFORE_HEISEI, _REIWA_IN_HEISEI = 1988, 30
_MOST_GLOSSED = 3
_WESTERN = re.compile(r"(20[12]\d)(?=年)")
_REIWA = re.compile(r"令和\s*(元|[1-5](?!\d))(?=年)")


def as_the_plan_does(text: str) -> str:
    """A question with its years named as in the plan."""
    text = _REIWA.sub(lambda found: f"平成{_REIWA_IN_HEISEI + int(found[1].replace('元', '1'))}", text)
    return _WESTERN.sub(_heisei, text)


def named(text: str) -> set[str]:
    """The years that a text names, as 平成28年."""
    return set(re.findall(r"平成\d{1,2}年", as_the_plan_does(text)))


def _heisei(found: re.Match[str]) -> str:
    year = int(found[1])
    return f"平成{year - _BEFORE_HEISEI}" if _FIRST <= year <= _LAST else found[0]


def glossed(text: str) -> str:
    """The years of a text in western ones, as 平成27年=2015年; empty for none, or too many to read."""
    found = dict.fromkeys(int(each) for each in re.findall(r"平成\s*(\d{1,2})\s*年", text))
    if not 0 < len(found) <= _MOST_GLOSSED:
        return ""
    return "、".join(f"平成{each}年={each + _BEFORE_HEISEI}年" for each in found)
