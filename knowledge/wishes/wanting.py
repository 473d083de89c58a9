"""Whether something to come to is asked for at all. In doubt it isn't: then the plan answers.

Words of the plan and questions about what something is speak against it; words of events, a time, an area, an
audience, and verbs of being there, of going and of searching, for it. The words are in `clues`.
"""

import re
from dataclasses import dataclass

from knowledge.wishes import clues, kinds

# What makes a sentence of it, about something else than its being there.
_VERBAL = re.compile(r"ます|です|ない|する|した|って|たら|られ|なる|なっ|だ[っろ]")
_ONE_OF_THEM = re.compile(r"の(?:やつ|もの|ヤツ|とこ|ところ)(?:は|が?いい|ある)?[??]?$")  # 「無料のやつ」
_FEW_SIGNS, _ONE_LINE, _FEW_LETTERS, _STORY = 14, 25, 36, 50
_LONG = 92  # days: a year or a half says when as little as nothing


@dataclass(frozen=True, slots=True)
class Said:
    """What was found in a text, so far as it matters here.

    `kinds` that are named plainly; `named`: something of its own name; `days`: how many are spoken of, None
    for no time at all; `left`: words that are still to be searched for.
    """

    text: str
    kinds: frozenset[str]
    named: bool
    days: int | None
    place: bool
    audience: bool
    left: bool

    @property
    def soon(self) -> bool:
        """Whether a time is named that is no longer than a season."""
        return self.days is not None and self.days <= _LONG

    @property
    def hints(self) -> int:
        """Of when, where and for whom, how many are said."""
        return sum((self.soon, self.place, self.audience))


def is_wanted(said: Said) -> bool:
    """Whether somebody asks what there is to come to."""
    if clues.PLAN.search(said.text) or clues.WANTS_HELP.search(said.text):
        return False
    if clues.PLANNISH.search(said.text) and not said.soon:
        return False
    if kinds.VOLUNTEER in said.kinds:
        return _of_help(said)
    if said.named and clues.WHEN_IS.search(said.text) and len(said.text) <= _STORY:
        return True
    if said.kinds:
        return _of_kind(said)
    return _named(said) if said.named else _of_no_kind(said)


def adds(said: Said) -> bool:
    """Whether a message is but a word more to a request before it: 「花泉は?」, 「来週なら?」."""
    about_plan = any(clue.search(said.text) for clue in (clues.PLAN, clues.WANTS_HELP, clues.PLANNISH))
    a_word = not said.left or bool(_ONE_OF_THEM.search(said.text))
    return not about_plan and not _VERBAL.search(said.text) and _is_short(said.text) and a_word


def _is_short(text: str) -> bool:
    return len(text) <= (_FEW_LETTERS if text.isascii() else _FEW_SIGNS)


def _of_help(said: Said) -> bool:
    asks = (clues.BEING, clues.SEARCHING, clues.OFFERING, clues.ENDS_WITH_KIND)
    return any(clue.search(said.text) for clue in asks) or _is_fragment(said)


def _of_kind(said: Said) -> bool:
    """「イベントある?」 asks for any; 「研修ある?」 does when a day, a place or people are named."""
    if _is_fragment(said):
        return True
    if said.hints:
        return _asks(said.text) or bool(clues.ENDS_WITH_KIND.search(said.text))
    if clues.SEEKING.search(said.text) and not said.left:
        return True
    if clues.WEAK.search(said.text):
        return False
    if clues.ENDS_WITH_KIND.search(said.text):
        return True
    few = len(said.text) <= _FEW_SIGNS and bool(clues.BEING.search(said.text))
    return _asks(said.text) and (kinds.EVENT in said.kinds or not said.left or few)


def _named(said: Said) -> bool:
    if clues.WEAK.search(said.text) and not said.hints:
        return False
    asks = _asks(said.text) and (said.hints > 0 or len(said.text) <= _ONE_LINE)
    return asks or bool(clues.GOING.search(said.text)) or _is_fragment(said)


def _is_fragment(said: Said) -> bool:
    """「7月の花火」, 「花泉 ボランティア」, 「イベント」: hardly more than a name, a day, a place."""
    few = _is_short(said.text) and not said.left and not _VERBAL.search(said.text)
    return few and (said.hints > 0 or (bool(said.kinds) and not clues.WEAK.search(said.text)))


def _of_no_kind(said: Said) -> bool:
    """「土曜なんかある?」, 「藤沢で行けるやつ」, 「明日ひま」: something, some time, somewhere."""
    goes = bool(clues.GOING.search(said.text))
    something = bool(clues.SOMETHING.search(said.text))
    if something and goes and said.hints:
        return True
    if something and said.soon and _asks(said.text):
        return not said.left
    if said.audience and clues.ANYTHING.search(said.text) and clues.BEING.search(said.text):
        return not said.left and len(said.text) <= _STORY
    fragment = said.hints > 1 and len(said.text) <= _FEW_SIGNS and not _VERBAL.search(said.text)
    return said.soon and not said.left and (goes or fragment or bool(clues.BEING.search(said.text)))


def _asks(text: str) -> bool:
    return any(clue.search(text) for clue in (clues.BEING, clues.SEARCHING, clues.GOING, clues.WHEN_IS))
