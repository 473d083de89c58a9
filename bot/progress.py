"""Progress of long work on standard error: only in a terminal, where somebody is looking."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

EVERY = 0.2  # seconds
_Item = TypeVar("_Item")


def counted(items: Iterable[_Item], what: str) -> Iterator[_Item]:
    """The items as they are, while a line in the terminal says how many there have been."""
    if not sys.stderr.isatty():
        yield from items
        return
    shown, number, started = 0.0, 0, time.monotonic()
    for number, item in enumerate(items, start=1):
        yield item
        if time.monotonic() - shown > EVERY:
            shown = time.monotonic()
            sys.stderr.write(f"\r{number} {what}, {number / max(shown - started, 0.001):.0f}/s ")
            sys.stderr.flush()
    sys.stderr.write(f"\r{number} {what} done\033[K\n")
