"""Events for other programs: calendars to subscribe to, one of them for one person, and the open-data table.

The addresses are `/events.ics`, `/events/12.ics`, `/calendar/<token>.ics` and `/events.csv`. The first and
the last take the same questions as the list of events does.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from community import browsing, courses, events, ledger, listed, listing
from community.browsing import UNCHANGED, Changes
from community.errors import Refusal
from community.events import Event, EventState, NoSuchEvent
from community.ledger import SignUpState
from handlers import addresses
from handlers.cells import inert
from handlers.web import calendars, looking
from handlers.web.answers import HEADERS, answer
from handlers.web.calendars import Dated
from handlers.web.event_pages import number
from handlers.web.looking import Looking

MOST = 5_000
_PAST = timedelta(days=60)  # how long what is over stays in, so that calendars hear how it ended
_YEAR = timedelta(days=366)
_WAITS = {SignUpState.WAITLISTED: "【キャンセル待ち】", SignUpState.OFFERED: "【席の確認待ち】"}
_COMES = (SignUpState.CONFIRMED, SignUpState.ATTENDED, SignUpState.ABSENT)

# A calendar's token → whose it is.
# Raises Refusal for one that opens nothing (any more).
PersonOf = Callable[[Session, str], str]
_Body = tuple[bytes, datetime | None]


@dataclass(frozen=True, slots=True)
class Feeds:
    """`transaction` opens a session, `clock` tells the time, `person_of` knows the tokens of calendars."""

    transaction: Callable[[], AbstractContextManager[Session]]
    clock: Callable[[], datetime]
    person_of: PersonOf

    def routes(self) -> list[BaseRoute]:
        """The addresses; they have to stand before those of the pages, which take every name."""
        return [
            Route("/events.ics", self._calendar),
            Route("/events.csv", self._table),
            Route("/events/{number:int}.ics", self._one),
            Route("/calendar/{token}.ics", self._personal),
        ]

    async def _calendar(self, request: Request) -> Response:
        wish = looking.read(request.query_params)
        body, changed = await run_in_threadpool(self._write_calendar, wish)
        return answer(request, body, calendars.KIND, changed=changed)

    async def _one(self, request: Request) -> Response:
        try:
            body, changed = await run_in_threadpool(self._write_one, number(request))
        except NoSuchEvent:
            return _missing()
        kept = {"content-disposition": f'attachment; filename="event-{number(request)}.ics"'}
        return answer(request, body, calendars.KIND, kept, changed)

    async def _personal(self, request: Request) -> Response:
        try:
            body, _ = await run_in_threadpool(self._write_personal, request.path_params["token"])
        except Refusal:
            return _missing()
        # No time of change: it hangs on sign-ups as well as on events.
        return answer(request, body, calendars.KIND, {"cache-control": "private, no-cache"})

    async def _table(self, request: Request) -> Response:
        wish = looking.read(request.query_params)
        body, changed = await run_in_threadpool(self._write_table, wish)
        kept = {"content-disposition": 'attachment; filename="events.csv"'}
        return answer(request, body, "text/csv; charset=utf-8", kept, changed)

    def _write_calendar(self, wish: Looking) -> _Body:
        with self.transaction() as session:
            found = self._found(session, wish, _PAST)
            return _calendar(session, "わっしょい いちのせきの催し", found)

    def _write_one(self, event_id: int) -> _Body:
        with self.transaction() as session:
            event = events.public(session, event_id)
            return _calendar(session, event.title, [event])

    def _write_personal(self, token: str) -> _Body:
        with self.transaction() as session:
            mine = _mine(session, self.person_of(session, token), self.clock() - _PAST)
            return _calendar(session, "わたしの催し(わっしょい)", [each.event for each in mine], mine)

    def _write_table(self, wish: Looking) -> _Body:
        with self.transaction() as session:
            found = self._found(session, wish, _YEAR)
            changes = browsing.changes(session, [each.id for each in found])
            return table(session, found), _last(found, changes)

    def _found(self, session: Session, wish: Looking, past: timedelta) -> Sequence[Event]:
        now = self.clock()
        wanted = wish.wanted(now)
        if not wish.period:
            wanted = replace(wanted, begin=now - past)
        return browsing.look(session, wanted, MOST).events


def _missing() -> Response:
    return PlainTextResponse("見つかりません。\n", 404, HEADERS)


def _calendar(
    session: Session, name: str, found: Sequence[Event], mine: Sequence[Dated] | None = None
) -> _Body:
    numbers = [each.id for each in found]
    changes, lessons = browsing.changes(session, numbers), courses.of_events(session, numbers)
    dated = mine if mine is not None else [Dated(each) for each in found]
    whole = [
        replace(each, changes=changes.get(each.event.id, UNCHANGED), lessons=lessons.get(each.event.id, ()))
        for each in dated
    ]
    return calendars.write(name, whole), _last(found, changes)


def _last(found: Sequence[Event], changes: Mapping[int, Changes]) -> datetime | None:
    moments = [changes.get(each.id, UNCHANGED).last or each.changed_at for each in found]
    return max(moments, default=None)


def _mine(session: Session, person: str, since: datetime) -> list[Dated]:
    """What somebody has signed up for, for themselves or for others: each event once."""
    together: dict[int, Dated] = {}
    for each in sorted(ledger.of_person(session, person), key=lambda one: one.state in _COMES, reverse=True):
        event = session.get_one(Event, each.event_id)
        shown = each.state != SignUpState.CANCELLED and event.state != EventState.DRAFT
        if shown and event.ends_at > since and event.id not in together:
            waits = _WAITS.get(SignUpState(each.state), "")
            told = {"申込み": f"{each.size}人"}
            together[event.id] = Dated(event, note=waits, tentative=bool(waits), told=told)
    return sorted(together.values(), key=lambda one: (one.event.starts_at, one.event.id))


def table(session: Session, found: Sequence[Event]) -> bytes:
    """Events as the official list (`community/listing.py`), in UTF-8 with its mark: spreadsheets need it."""
    ids = listed.ids(session, [each.id for each in found])
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(listing.COLUMNS)
    for event in found:
        row = listing.row(event, ids[event.id], addresses.page(f"/events/{event.id}"))
        rows.writerow([inert(cell) for cell in row.values()])
    return written.getvalue().encode("utf-8-sig")
