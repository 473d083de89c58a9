"""`wasshoi rank`: the search of the answers over any FAQ corpus, as a TREC run. Starts no database."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from bot.commands import lines
from bot.progress import counted
from bot.settings import load
from knowledge import edition, ranking
from knowledge.encoder import Encoder

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
    asked = counted(_rows(queries, ("id", "text")), "queries")
    for line in ranking.rank(
        _rows(corpus, ("id", "question", "answer")), asked, top, Encoder(edition.PREPARED, load().cache)
    ):
        sys.stdout.write(line + "\n")


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as opened:
        yield from lines.read(opened, needed, path.name)
