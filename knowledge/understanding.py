"""What a message does, sentence by sentence: what is asked in it, and what is only talk around it.

A greeting before a question is no greeting, a cry for help anywhere in a message comes first. What was said
before is not known here (`knowledge/dialogue.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import emergencies, finding, names, references
from knowledge.acts import REQUESTS, URGENT, Act, danger, requested
from knowledge.asking import attributes
from knowledge.edition import Edition
from knowledge.finder import Seen

_AROUND = frozenset({Act.HELLO, Act.THANKS, Act.BYE})  # what people say around a question
_YOU = re.compile(r"あなた|あんた|きみ|君|お前|おめ|わっしょい|\byou\b|\bbot\b", re.IGNORECASE)
LOUD, HEARD = 0.8, 0.2  # chances of danger of a sentence, and then of the whole
# Which of several acts is answered, when nothing is asked.
_FIRST = (Act.INJECTION, Act.SORRY, Act.WHO, Act.BYE, Act.THANKS, Act.HELLO, Act.YES)


@dataclass(frozen=True, slots=True)
class Understood:
    """`question` is the message without the talk around it; `asks` whether anything is asked in it at all."""

    question: str
    asks: bool = False
    urgent: Act | None = None
    request: Act | None = None
    talk: Act | None = None


def understand(edition: Edition, said: str, *, going_on: bool = False) -> Understood:
    """What a message does; `going_on` where something was answered before it."""
    text = finding.plain(said)
    urgent = emergencies.recognise(text)
    if urgent is not None:
        return Understood("", urgent=urgent)
    if not text or names.exact(edition.library, text) is not None:
        return Understood(text, asks=True)
    whole, *apart = finding.see_all(edition, text)
    seen = apart or [whole]
    parts = [each.heard.text for each in seen]
    urgent = _urgent(whole, seen)
    if urgent is not None:
        return Understood(text, urgent=urgent)
    acts = [_done(each, going_on=going_on) for each in seen]
    request = next((act for act in acts if act in REQUESTS), None)
    if request is None and going_on:
        request = requested(whole.told)
    if None in acts and (len(seen) == 1 or whole.act not in _FIRST):
        return Understood(_without_talk(text, parts, acts), asks=True, request=request)
    talk = next((act for act in _FIRST if act in (*acts, whole.act)), None)
    return Understood(text, request=request, talk=None if request else talk)


def _done(seen: Seen, *, going_on: bool) -> Act | None:
    """What a sentence does.

    In the middle of a conversation nobody greets by asking when or where, and 「それは誰が?」 asks of that.
    """
    text = seen.heard.text
    greets = seen.act is Act.HELLO and not attributes(text)
    wonders = seen.act is Act.WHO and not (references.points(text) and not _YOU.search(text))
    if seen.act in URGENT or (going_on and seen.act in {Act.HELLO, Act.WHO} and not (greets or wonders)):
        return None
    return seen.act


def _without_talk(text: str, parts: Sequence[str], acts: Sequence[Act | None]) -> str:
    """A message without the sentences that only greet or thank, or whole where it has no others."""
    kept = [part for part, act in zip(parts, acts, strict=False) if act not in _AROUND]
    return text if len(kept) == len(parts) else "".join(kept)


def _urgent(whole: Seen, parts: Sequence[Seen]) -> Act | None:
    """A cry for help as a whole, or one in a story that is none as a whole but may well be one."""
    if whole.act in URGENT:
        return whole.act
    loudest = max(parts, key=lambda seen: danger(seen.told))
    if danger(loudest.told) >= LOUD and danger(whole.told) >= HEARD:
        return loudest.act
    return None
