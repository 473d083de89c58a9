"""Slack's text format: plain words into it, safely and within a limit, and back out of it.

Pure. Blocks are made in `handlers/slack/messages.py`.
"""

import re
from collections.abc import Iterator

_SEQUENCE = re.compile(r"<([^<>]*)>")  # a mention, a channel, a link, a date: whatever Slack writes in <…>
_TORN = re.compile(r"&[a-z]{0,3}$")  # half of &amp; &lt; &gt;


def escaped(text: str) -> str:
    """Words as mrkdwn that calls nobody and links nowhere: only & < > have a meaning."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> str:
    """What somebody wrote: mentions of people away, links as their words, escapes undone."""
    words = _SEQUENCE.sub(_spoken, text)
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def cut(text: str, limit: int) -> str:
    """At most so many UTF-16 units of text, escaped or not, never half a character; a cut shows as …."""
    return text if _units(text) <= limit else _head(text, limit - 1) + "…"


def pieces(text: str, limit: int) -> Iterator[str]:
    """The whole text in parts of at most so many units, parted at line ends where there are any."""
    while _units(text) > limit:
        head = _head(text, limit)
        line_end = head.rfind("\n")
        head = head[:line_end] if line_end > 0 else head
        yield head
        text = text[len(head) :].lstrip("\n")
    if text:
        yield text


def _spoken(sequence: re.Match[str]) -> str:
    target, _, label = sequence[1].partition("|")
    if target.startswith("@"):
        return " "
    if target.startswith("#"):
        return f"#{label}" if label else " "
    if target.startswith("!"):
        return label or " "
    return label or target


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _head(text: str, units: int) -> str:
    return _TORN.sub("", text.encode("utf-16-le")[: units * 2].decode("utf-16-le", errors="ignore"))
