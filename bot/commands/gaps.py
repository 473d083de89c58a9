"""`wasshoi gaps`: questions that nothing answered, without who asked."""

import csv
import sys
from datetime import datetime

import click

from bot import logs
from bot.process import database_at_hand
from bot.settings import Settings, load
from community import gaps as kept
from handlers.cells import inert


@click.command(
    epilog="""\b
Examples:
  wasshoi gaps                      the questions asked most often
  wasshoi gaps --csv > gaps.csv     for a spreadsheet
  wasshoi gaps --settle 3fa94c      answered now: take it off the list
"""
)
@click.option("--top", default=50, show_default=True, type=click.IntRange(1, 100_000), help="How many.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV.")
@click.option("--settle", metavar="ID", help="Take a question off the list.")
def gaps(top: int, *, as_csv: bool, settle: str | None) -> None:
    """Show what people asked and the plan, or わっしょい, did not answer."""
    settings = load()
    logs.configure("WARNING")
    with (
        database_at_hand(settings) as db,
        db.transaction() as session,
    ):
        if settle is not None:
            if not kept.settle(session, settle):
                raise click.ClickException(f"no single question begins with {settle!r}: see wasshoi gaps")
            click.echo("taken off the list")
            return
        found = kept.most_asked(session, top)
        if as_csv:
            _write(found, settings)
        elif not found:
            click.echo("Nothing yet: every question so far was answered.")
        for gap in found if not as_csv else ():
            click.echo(f"{gap.id[:6]}  {gap.times:>4}×  {_day(gap.last_at, settings)}  {gap.question}")


def _write(found: list[kept.Gap], settings: Settings) -> None:
    sys.stdout.write("\ufeff")  # without it Excel in Japan reads cp932
    rows = csv.writer(sys.stdout)
    rows.writerow(("id", "times", "first", "last", "question"))
    for gap in found:
        first, last = _day(gap.first_at, settings), _day(gap.last_at, settings)
        rows.writerow((gap.id, gap.times, first, last, inert(gap.question)))


def _day(at: datetime, settings: Settings) -> str:
    return f"{at.astimezone(settings.timezone):%Y-%m-%d}"
