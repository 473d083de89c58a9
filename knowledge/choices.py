"""Choices by their number: 「2」 or 「(2)番目で」 is the second of what was offered."""

import re
import unicodedata
from collections.abc import Sequence

LONGEST = 12  # characters, as in 「(3)番目です。」
_NUMBER = re.compile(r"[(\[]?(\d{1,2})[)\].、。番]*目?(?:です|でお願いします|をお願いします|で|を)?[。!]?")


def number(said: str) -> int | None:
    """The number that a whole message is; None when it is something else."""
    if len(said) > LONGEST:
        return None
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", said).strip())
    return int(found[1]) if found else None


def chosen(said: str, offered: Sequence[str]) -> str | None:
    """The offered choice whose number was typed; None when no number was, or there is no such choice."""
    place = number(said)
    return offered[place - 1] if place is not None and 1 <= place <= len(offered) else None
