"""What rooms of words hand on: what they found in a text, and where it stands."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

HIDDEN = "\0"  # stands where something was understood already: no word, and no space between words
# Said of what is not wished for: 若者向けじゃなくて, 研修以外.
_NOT = re.compile(r"(?:向けの?|の)?(?:じゃな[いく]て?|ではな[いく]て?|以外|のほかに)")


class Mark(NamedTuple):
    """A value that was found, from one place of the text to another."""

    value: str
    start: int
    end: int


class Room:
    """Patterns by what they mean; of those that begin at one place the longest match counts."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """`words`: a pattern by the value it stands for."""
        self._patterns = tuple(
            (value, re.compile(pattern, re.IGNORECASE)) for value, pattern in words.items()
        )

    def marks(self, text: str) -> list[Mark]:
        """What is found in a text, in its order, nothing inside something longer."""
        found = [
            Mark(value, match.start(), match.end())
            for value, pattern in self._patterns
            for match in pattern.finditer(text)
        ]
        return [mark for mark in _longest(found) if not _NOT.match(text, mark.end)]


def _longest(marks: Iterable[Mark]) -> Iterable[Mark]:
    place = 0
    for mark in sorted(marks, key=lambda each: (each.start, -each.end)):
        if mark.start >= place:
            place = mark.end
            yield mark


def hidden(text: str, marks: Iterable[Mark]) -> str:
    """A text without what was found."""
    for mark in marks:
        text = text[: mark.start] + HIDDEN * (mark.end - mark.start) + text[mark.end :]
    return text
