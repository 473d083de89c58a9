"""What stands between words of time: から leads on, か embraces both, 以降 opens an end, の only ties."""

import re
from datetime import date
from enum import Enum, auto

from knowledge.dates.reading import Word
from knowledge.dates.spans import ONE_DAY, Span

HIDDEN = "\0"  # stands for the hours between days: 「7月5日の夜から6日の朝」


class Joint(Enum):
    """How a word goes on to the next one."""

    TIE = auto()
    TO = auto()
    OR = auto()
    FROM = auto()
    AFTER = auto()
    UNTIL = auto()
    BEFORE = auto()


_TO = re.compile(
    rf"[の\s{HIDDEN}]*(?:から|より|[~〜–ー-]|(?<![a-z])(?:to|until|till|through|by)\s(?:the\s)?)[\s{HIDDEN}]*",
    re.IGNORECASE,
)
_OR = re.compile(r"\s*(?:か|と|や|または|もしくは|あるいは|&|(?:or|and)\s)\s*", re.IGNORECASE)
_LISTED = re.compile(r"\s*[・、,/]?\s*")
_BETWEEN = re.compile(r"(?<![a-z])between\s+(?:the\s+)?$", re.IGNORECASE)
_TIED = re.compile(r"[\sの]*")
_NEAR = re.compile(rf"[\sのにはで、,・{HIDDEN}]*(?:(?:in|on|of|the|at)\s+)*", re.IGNORECASE)
_AFTERWARDS = (
    (
        Joint.FROM,
        re.compile(
            r"から(?!くり|あげ|揚)|より(?![前後も])|以降|以後|\s*[~〜]|\s+(?:onwards?|or later)(?![a-z])",
            re.IGNORECASE,
        ),
    ),
    (Joint.AFTER, re.compile(r"明け|[過す]ぎ|の?後(?![半ろ援継])|の?あと|より後")),
    (Joint.UNTIL, re.compile(r"まで(?:に(?!ぎ))?|以前")),
    (Joint.BEFORE, re.compile(r"(?:より|の)?前(?![半後年向売夜])に?")),
)
_BEFOREHAND = (
    (Joint.FROM, re.compile(r"(?<![a-z])(?:from|since|starting)\s+(?:the\s+)?$", re.IGNORECASE)),
    (Joint.AFTER, re.compile(r"(?<![a-z])after\s+(?:the\s+)?$", re.IGNORECASE)),
    (
        Joint.UNTIL,
        re.compile(r"(?:[~〜]\s*|(?<![a-z])(?:until|till|through|by)\s+(?:the\s+)?)$", re.IGNORECASE),
    ),
    (Joint.BEFORE, re.compile(r"(?<![a-z])before\s+(?:the\s+)?$", re.IGNORECASE)),
)
_REACH = 30  # characters before a word that may lead it in
_LEADING = re.compile(
    r"(?:(?:今度|次|この|毎週|毎月)の?|(?<![a-z])(?:(?:on|in|at|for|during|this|between|coming)\s+)+(?:the\s+)?)$",
    re.IGNORECASE,
)


def between(text: str, word: Word, following: Word) -> Joint:
    """How one word leads to the next; a comma or nothing is 「or」 between words of one kind."""
    gap = text[word.end : following.start]
    if _TO.fullmatch(gap) or (
        _OR.fullmatch(gap) and _BETWEEN.search(text[max(0, word.start - _REACH) : word.start])
    ):
        return Joint.TO
    if _OR.fullmatch(gap) or (word.grain is following.grain and _LISTED.fullmatch(gap)):
        return Joint.OR
    return after(text, word)[0]


def after(text: str, word: Word) -> tuple[Joint, int]:
    """What follows a word, and where that is over."""
    for joint, pattern in _AFTERWARDS:
        if found := pattern.match(text, word.end):
            return joint, found.end()
    return Joint.TIE, word.end


def before(text: str, word: Word) -> tuple[Joint, int]:
    """What leads in a word, and where that begins."""
    place = max(0, word.start - _REACH)
    for joint, pattern in (*_BEFOREHAND, (Joint.TIE, _LEADING)):
        if found := pattern.search(text[place : word.start]):
            return joint, place + found.start()
    return Joint.TIE, word.start


def is_tied(text: str, word: Word, following: Word) -> bool:
    """Whether two words make one date, as 2026年 and 2月30日 do."""
    gap = text[word.end : following.start]
    return bool(_TIED.fullmatch(gap) or _TO.fullmatch(gap))


def is_near(gap: str) -> bool:
    """Whether nothing but particles stands between two words."""
    return bool(_NEAR.fullmatch(gap) or _OR.fullmatch(gap) or _TO.fullmatch(gap))


def opened(span: Span, joint: Joint) -> Span:
    """A span with one side open, as what stands beside it says."""
    if joint is Joint.FROM:
        return Span(span.first, date.max)
    if joint is Joint.UNTIL:
        return Span(date.min, span.last)
    if joint is Joint.AFTER and span.last != date.max:
        return Span(span.last + ONE_DAY, date.max)
    if joint is Joint.BEFORE and span.first != date.min:
        return Span(date.min, span.first - ONE_DAY)
    return span
