"""`wasshoi rank`: the search of the answers over any FAQ corpus, as a TREC run. Starts no database."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from bot.progress import counted

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(
    epilog="""\b
Example:
  wasshoi rank --corpus faq.jsonl --queries queries.jsonl --top 100 > run.trec
"""
)
@click.option("--corpus", required=True, type=_FILE, help='Lines {"id","question","answer"}.')
@click.option("--queries", required=True, type=_FILE, help='Lines {"id","text"}.')
@click.option(
    "--top", default=100, show_default=True, type=click.IntRange(1, 10_000), help="Results a query."
)
def rank(corpus: Path, queries: Path, top: int) -> None:
    """Print `qid Q0 docid rank score wasshoi` lines for each query."""
    from knowledge.ranking import rank as ranked  # noqa: PLC0415 - the dictionary takes a moment, `--help` should not

    asked = counted(_lines(queries, ("id", "text")), "queries")
    for line in ranked(_lines(corpus, ("id", "question", "answer")), asked, top):
        sys.stdout.write(line + "\n")


def _lines(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError:
                raise click.ClickException(f"{path.name}, line {number} is not JSON") from None
            if not isinstance(row, dict) or any(name not in row for name in needed):
                raise click.ClickException(f"{path.name}, line {number} needs {', '.join(needed)}")
            yield row
