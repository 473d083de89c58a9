"""Choices by their number: 「2」, 「2つ目」 and "the second one" are the second of what was offered."""

import re
import unicodedata
from collections.abc import Sequence

LONGEST = 16  # characters, as in 「2つ目のやつをお願いします」
_KANJI = {each: number for number, each in enumerate("一二三四五六七八九", start=1)}
_WORDS = {"最初": 1, "first": 1, "second": 2, "third": 3, "fourth": 4}
_NUMBER = re.compile(
    rf"[(\[]?(\d{{1,2}}|(?:the )?(?:{'|'.join(_WORDS)})|[{''.join(_KANJI)}](?=[つ番個]))[)\].、。番つ個]*目?"
    r"(?: one)?(?:の(?:やつ|ほう|方|もの)?)?(?:です|で|を)?(?:お願いします)?[。!]?"
)


def number(said: str) -> int | None:
    """The number that a whole message is; None when it is something else."""
    if len(said) > LONGEST:
        return None
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", said).strip().casefold())
    if not found:
        return None
    word = found[1].removeprefix("the ")
    return int(word) if word.isdecimal() else _WORDS.get(word) or _KANJI[word]


def chosen(said: str, offered: Sequence[str]) -> str | None:
    """The offered choice whose number was typed; None when no number was, or there is no such choice."""
    place = number(said)
    return offered[place - 1] if place is not None and 1 <= place <= len(offered) else None
