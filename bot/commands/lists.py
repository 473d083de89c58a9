"""`wasshoi import events | export events`: events from and to the official list, a CSV file.

What the columns are: `community/listing.py`. Everything comes in in one transaction, or nothing does.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import click
from sqlalchemy.orm import Session

from bot import logs, reading_events, sheets
from bot.process import database_at_hand
from bot.progress import counted
from bot.settings import Settings, load
from bot.sheets import UnreadableSheet
from community import browsing, listing, trails
from community.hours import TOWN
from community.importing import Entry, Importing, Problem, Result
from community.trails import Wanted
from handlers import addresses
from handlers.cells import inert
from handlers.web import feeds

_SHOWN = 40  # signs of a cell in a line of the terminal
WHO = "import"


class _Wishes(NamedTuple):
    body: str | None
    lasts: timedelta | None
    publish: bool
    skip_broken: bool
    dry_run: bool


@click.group(name="import")
def import_() -> None:
    """Take in what others have listed."""


@click.group()
def export() -> None:
    """Hand out what there is."""


@import_.command(
    "events",
    epilog="""\b
Examples:
  wasshoi import events list.csv --dry-run       what would happen
  wasshoi import events list.csv --publish       and at once public
  wasshoi import events list.csv --skip-broken   the rows that can be read
""",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--body", help="Who holds events for which the list names nobody.")
@click.option(
    "--lasts", type=click.IntRange(1, 1440), metavar="MINUTES", help="Length of those without an end."
)
@click.option("--publish", is_flag=True, help="Make them public; otherwise new ones are drafts.")
@click.option("--skip-broken", is_flag=True, help="Take in the other rows when some can't be read.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
def import_events(
    file: Path, *, body: str | None, lasts: int | None, publish: bool, skip_broken: bool, dry_run: bool
) -> int:
    """Take in events from FILE, a CSV of the official event list. Taken in again, they are updated."""
    length = timedelta(minutes=lasts) if lasts else None
    wishes = _Wishes(body, length, publish, skip_broken, dry_run)
    rows = list(sheets.rows(sheets.text(file.read_bytes()), listing.OTHER_NAMES))
    entries, problems = _read(rows, wishes)
    with _transaction() as (session, _):
        result = _take(session, entries, problems, wishes)
        broken = bool(result.problems) and not skip_broken
        if broken or dry_run:
            session.rollback()
    _tell(result, rows, wishes)
    return 1 if broken else 0


@export.command("events", epilog="\b\nExample:\n  wasshoi export events list.csv\n")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--drafts", is_flag=True, help="Those that aren't public yet, too.")
def export_events(file: Path, *, drafts: bool) -> None:
    """Write events to FILE, a CSV of the official event list, as `/events.csv` does."""
    with _transaction() as (session, settings):
        addresses.settle(settings.public_url or f"http://127.0.0.1:{settings.port}", "", pictures=False)
        found = browsing.everything(session, drafts=drafts)
        file.write_bytes(feeds.table(session, found))
    click.echo(f"{file}:{len(found)}件")


@export.command(
    "trail",
    epilog="""\b
Examples:
  wasshoi export trail trail.csv
  wasshoi export trail june.csv --from 2026-06-01 --to 2026-06-30 --event 12
""",
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="The first day.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="The last day.")
@click.option("--event", type=click.IntRange(1, 2**31 - 1), help="One event's only.")
@click.option("--who", metavar="slack:T…:U…", help="What one person did only.")
def export_trail(
    file: Path, first: datetime | None, last: datetime | None, event: int | None, who: str | None
) -> None:
    """Write who did what, and when, to FILE, a CSV."""
    wanted = Wanted(who, event, first and first.date(), last and last.date())
    number = 0
    with _transaction() as (session, _), file.open("w", encoding="utf-8-sig", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(("番号", "日時", "だれ", "何の", "何を", "前", "後"))
        for entry in trails.everything(session, wanted):
            number += 1
            changed = (json.dumps(each, ensure_ascii=False) for each in (entry.before, entry.after))
            at = entry.at.astimezone(TOWN).isoformat(" ", "seconds")
            told = (str(entry.id), at, entry.who, entry.subject, entry.what, *changed)
            rows.writerow([inert(each) for each in told])
    click.echo(f"{file}:{number}件")


@contextmanager
def _transaction() -> Iterator[tuple[Session, Settings]]:
    settings = load()
    logs.configure("WARNING")
    with (
        database_at_hand(settings) as opened,
        opened.session() as session,
    ):
        yield session, settings


def _read(rows: Sequence[sheets.Row], wishes: _Wishes) -> tuple[list[Entry], list[Problem]]:
    if not rows:
        raise UnreadableSheet("催しの行がありません。")
    if absent := reading_events.missing(rows[0].cells):
        raise UnreadableSheet(f"列がありません:{'、'.join(absent)}")
    now, entries, problems = datetime.now(TOWN), [], []
    for row in rows:
        reading = reading_events.read(row, now, wishes.body, wishes.lasts)
        problems += reading.problems
        if not reading.problems:
            state = reading_events.state(reading)
            entries.append(Entry(row.number, row.cells.get("ID", ""), reading.columns, state))
    return entries, problems


def _take(session: Session, entries: list[Entry], problems: list[Problem], wishes: _Wishes) -> Result:
    importing = Importing(session, WHO, datetime.now(UTC), wishes.publish)
    importing.prepare(entries)
    result = importing.take(counted(entries, "行"))
    result.problems = sorted([*problems, *result.problems], key=lambda each: each.row)
    return result


def _tell(result: Result, rows: Sequence[sheets.Row], wishes: _Wishes) -> None:
    known = {*listing.COLUMNS, *reading_events.TOLD, ""}
    if ignored := [name for name in rows[0].cells if name not in known]:
        click.echo(f"読まない列:{'、'.join(ignored)}", err=True)
    for each in result.problems:
        click.echo(f"{each.row}行目 {each.column}:「{_short(each.value)}」→ {each.expected}", err=True)
    for each in result.notes:
        click.echo(f"{each.row}行目 お知らせ:「{_short(each.value)}」{each.expected}", err=True)
    broken = len({each.row for each in result.problems})
    if broken and not wishes.skip_broken:
        click.echo(
            f"{len(rows)}行のうち {broken}行に直すところがあるので、何も読みこんでいません。\n"
            "直してからもう一度どうぞ。読める行だけ先に入れるときは --skip-broken です。",
            err=True,
        )
        return
    left = f"、直すところがある {broken}行は入れていません" if broken else ""
    done = "試しに読みました(何も変えていません)" if wishes.dry_run else "読みこみました"
    click.echo(
        f"{done}:新しい催し {result.made}件(公開 {result.published}件)、"
        f"変わったもの {result.changed}件、同じもの {result.same}件{left}。"
    )


def _short(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"
