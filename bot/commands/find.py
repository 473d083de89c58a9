"""`wasshoi find`: how a request for events is understood, and what there is. Creates no database."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any, TextIO

import click

from bot import database, logs
from bot.commands import lines
from bot.settings import Settings, load
from community import finding
from community.finding import Findings, Found
from community.hours import TOWN
from handlers import days, whereabouts
from handlers import found as cards
from handlers.wishes import FIRST_YEAR, GIVEN, LAST_YEAR, described, search_of
from knowledge.tellings import Language
from knowledge.wishes.wish import Wish, understand

NO_DATABASE = "wasshoi: there is no database yet, so no events (`wasshoi serve` makes one)"


class _Moment(click.ParamType[datetime]):
    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            at = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no time such as 2026-06-10T14:00+09:00", param, ctx)
        if not FIRST_YEAR <= at.year < LAST_YEAR:
            self.fail(f"{value!r} is too far away", param, ctx)
        return at.replace(tzinfo=TOWN) if at.tzinfo is None else at


@click.command(
    epilog="""\b
Examples:
  wasshoi find "今週末に若者向けのイベントある?"
  wasshoi find --json "7月上旬の研修"
  wasshoi find --now 2026-06-10T14:00+09:00 "来週の土曜に花泉で何かある?"
  wasshoi find --jsonl --now 2026-06-10T14:00+09:00 < requests.jsonl
"""
)
@click.argument("request", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--jsonl",
    is_flag=True,
    help='Read lines {"id","text"} from standard input, write one JSON object a line; a line that can\'t be '
    "read gets an error in its place, and the exit code is 1.",
)
@click.option("--now", type=_Moment(), help="What time it is taken to be; the present if not given.")
@click.pass_context
def find(
    context: click.Context, request: str | None, *, as_json: bool, jsonl: bool, now: datetime | None
) -> None:
    """Find events, training and ways to help: what a request means, and what can still be joined."""
    at = (now or datetime.now(TOWN)).astimezone(TOWN)
    if not jsonl and (request is None or not request.strip()):
        raise click.UsageError('a request is missing: wasshoi find "今週末のイベント"')
    with _Finder.ready(load(), at) as finder:
        if jsonl:
            if not _answer_lines(finder, sys.stdin, sys.stdout):
                context.exit(1)
        elif as_json:
            click.echo(json.dumps(finder.row({"id": "1", "text": request}), ensure_ascii=False))
        else:
            click.echo(finder.readable(str(request)))


class _Finder:
    """Understands requests, and finds events where there is a database."""

    def __init__(self, db: database.Database | None, at: datetime) -> None:
        self._db = db
        self._at = at

    @classmethod
    @contextmanager
    def ready(cls, settings: Settings, at: datetime) -> Iterator["_Finder"]:
        """With the city's database, or the embedded one if there is one already."""
        with ExitStack() as stack:
            db = None
            if settings.database_url or (settings.data / "postgres" / "PG_VERSION").exists():
                from bot.process import database_at_hand  # noqa: PLC0415 - costs 1 s, for nothing without one

                logs.configure("WARNING")
                db = stack.enter_context(database_at_hand(settings))
            else:
                click.echo(NO_DATABASE, err=True)
            yield cls(db, at)

    def row(self, asked: dict[str, Any]) -> dict[str, Any]:
        """One request as DESIGN §4 has it; `events` are those that fulfil it, and no others."""
        wish = understand(str(asked["text"] or ""), self._at)
        return {
            "id": asked.get("id"),
            "from": wish.first.isoformat() if wish.first else None,
            "to": wish.last.isoformat() if wish.last else None,
            "audience": wish.audience,
            "kind": wish.kind,
            "area": wish.area,
            "keyword": wish.keyword,
            "events": self._events(wish),
        }

    def readable(self, request: str) -> str:
        """The same for people, with the nearest events where none fulfils it."""
        search = search_of(understand(request, self._at))
        found = Findings()
        if self._db is not None:
            with self._db.transaction() as session:
                found = finding.find(session, search, self._at)
                shown = [_line(each, self._at) for each in found.found]
        told = [f"さがしたもの:{described(search, self._at)}"]
        told += [GIVEN[Language.JAPANESE][found.given]] if found.given else []
        return "\n".join([*told, *(shown if found.found else ["見つかりませんでした。"])])

    def _events(self, wish: Wish) -> list[dict[str, Any]]:
        if self._db is None or not (wish.wanted or wish.tells):
            return []
        with self._db.transaction() as session:
            found = finding.exactly(session, search_of(wish), self._at).found
            return [_event(each) for each in found]


def _answer_lines(finder: _Finder, source: TextIO, target: TextIO) -> bool:
    """Answer every line in its place; False when one could not be read."""
    whole = True
    for asked in lines.each(source, ("text",)):
        if isinstance(asked, lines.Unreadable):
            written: dict[str, Any] = {"error": asked.why, "line": asked.number}
            whole = False
        else:
            written = finder.row(asked)
        target.write(json.dumps(written, ensure_ascii=False) + "\n")
        target.flush()
    return whole


def _event(found: Found) -> dict[str, Any]:
    event = found.event
    return {
        "id": event.id,
        "title": event.title,
        "starts_at": event.starts_at.astimezone(TOWN).isoformat(),
        "ends_at": event.ends_at.astimezone(TOWN).isoformat(),
        "place": whereabouts.where(event) or None,
        "area": event.area,
        "kind": event.kind,
        "seats_left": found.free,
        "state": event.state,
    }


def _line(found: Found, now: datetime) -> str:
    event = found.event
    where = whereabouts.where(event)
    return (
        f"催し{event.id}  {days.day_and_hours(event, now)}  {event.title}  {where}  {cards.left(found, now)}"
    )
