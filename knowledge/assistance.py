"""The optional tier: a language model that may help to find and to simplify, and is never believed.

Off unless one is given (`use`). It may put a question that found nothing into other words, choose among
places that are cited anyway, and say a chosen card in simpler words, and what it says goes through a check:
no number, name or date may come, go or change. On any failure or doubt the default answer goes out.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Protocol

LONGEST = 400  # characters of a simplified text
SHORTEST = 0.3  # of the original: what is much shorter has left something out
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[一二三四五六七八九十百千万億]+(?=[円年月日人割分歳か箇つ])")
_NAME = re.compile(r"[ァ-ヴー]{3,}|[一-龯々]{2,}|[A-Za-z][A-Za-z0-9.@-]{2,}")
_NEGATION = re.compile(r"ない|ません|なく|ではあり|不可|できず")


class Assistant(Protocol):
    """What a language model may be asked. Each returns None on failure, doubt, or when it is switched off."""

    def rewrite(self, question: str) -> str | None:
        """The question in other words."""

    def choose(self, question: str, places: Sequence[str]) -> int | None:
        """Which of the places answers the question."""

    def simplify(self, text: str) -> str | None:
        """The text in simpler words."""


class _Nobody:
    """Switched off."""

    def rewrite(self, question: str) -> str | None:  # noqa: ARG002 - the protocol's
        return None

    def choose(self, question: str, places: Sequence[str]) -> int | None:  # noqa: ARG002 - the protocol's
        return None

    def simplify(self, text: str) -> str | None:  # noqa: ARG002 - the protocol's
        return None


_assistant: Assistant = _Nobody()


def use(assistant: Assistant | None) -> None:
    """Take help from this assistant, or from none."""
    global _assistant  # noqa: PLW0603 - one for the process, as the index is
    _assistant = assistant or _Nobody()


def rewritten(question: str) -> str | None:
    """The question in other words, without a number that was not in it."""
    found = _assistant.rewrite(question)
    if not found or not found.strip() or len(found) > LONGEST:
        return None
    return found if not set(numbers(found)) - set(numbers(question)) else None


def chosen(question: str, places: Sequence[str]) -> int | None:
    """Which of the places is meant, if it is one of them."""
    found = _assistant.choose(question, places)
    return found if found is not None and 0 <= found < len(places) else None


def simplified(text: str) -> str | None:
    """The text in simpler words, if it still says the same as far as can be checked."""
    found = _assistant.simplify(text)
    return found.strip() if found and len(found) <= LONGEST and is_faithful(found, text) else None


def is_faithful(told: str, original: str) -> bool:
    """Whether a retelling keeps every number in its order, brings no new name, and is negative as often."""
    if numbers(told) != numbers(original) or len(told) < len(original) * SHORTEST:
        return False
    source = _plain(original)
    if any(name not in source for name in _NAME.findall(_plain(told))):
        return False
    return len(_NEGATION.findall(told)) == len(_NEGATION.findall(original))


def numbers(text: str) -> list[str]:
    """The numbers of a text, in digits or before a unit, in their order."""
    return [each.replace(",", "") for each in _NUMBER.findall(_plain(text))]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
