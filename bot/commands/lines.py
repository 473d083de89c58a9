"""Lines of JSON, as commands read them: each one checked, and the one that is wrong named."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import click


def read(lines: Iterable[str], needed: tuple[str, ...], source: str = "") -> Iterator[dict[str, Any]]:
    """The objects of the lines that are not empty.

    Raises:
        click.ClickException: a line is no JSON object, or lacks something needed; `source` is named with it.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"{source}, line {number}" if source else f"line {number}"
        try:
            row = json.loads(line)
        except ValueError:
            raise click.ClickException(f"{place} is not JSON") from None
        if not isinstance(row, dict) or any(name not in row for name in needed):
            raise click.ClickException(f"{place} needs {', '.join(needed)}")
        yield row
