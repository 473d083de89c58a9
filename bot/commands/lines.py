"""Lines of JSON, as commands read them: each one checked, and the one that is wrong named."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that is no JSON object, or lacks something needed."""

    number: int
    why: str


def each(lines: Iterable[str], needed: tuple[str, ...]) -> Iterator[dict[str, Any] | Unreadable]:
    """The objects of the lines that are not empty; in the place of a broken one, what is wrong with it."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            yield Unreadable(number, f"line {number} is not JSON")
            continue
        if not isinstance(row, dict) or any(name not in row for name in needed):
            yield Unreadable(number, f"line {number} needs {', '.join(needed)}")
            continue
        yield row


def read(lines: Iterable[str], needed: tuple[str, ...], source: str = "") -> Iterator[dict[str, Any]]:
    """The objects of the lines that are not empty.

    Raises:
        click.ClickException: a line is no JSON object, or lacks something needed; `source` is named with it.
    """
    for row in each(lines, needed):
        if isinstance(row, Unreadable):
            raise click.ClickException(f"{source}, {row.why}" if source else row.why)
        yield row
