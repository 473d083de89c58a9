"""The public pages: the list of events, and one page for each. They work without scripts, and print.

What is looked for: `looking.py`. What is shown: `showing.py`. Calendars and tables: `feeds.py`.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

import segno
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from community import browsing, centers, courses, events, ledger, quotas, seats, series, shifts
from community.events import COMING, Event, NoSuchEvent
from handlers import addresses, rendering
from handlers.web import looking, showing, structured
from handlers.web.answers import HEADERS, HTML, answer
from handlers.web.looking import Looking
from handlers.web.showing import Details, Line

FILES = str(resources.files("handlers.web") / "static")
ON_A_PAGE = 20
AGAIN = 6  # other days of a series that a page names
_HIGHEST = 2**31 - 1  # what a number of an event can be in the database


def number(request: Request) -> int:
    """The event's number of an address.

    Raises:
        NoSuchEvent: no event can have it.
    """
    found = request.path_params["number"]
    if not isinstance(found, int) or found > _HIGHEST:
        raise NoSuchEvent(event=found)
    return found


@dataclass(frozen=True, slots=True)
class EventPages:
    """`transaction` opens a session, `clock` tells the time."""

    transaction: Callable[[], AbstractContextManager[Session]]
    clock: Callable[[], datetime]

    def routes(self) -> list[BaseRoute]:
        """The pages and the files they need."""
        return [
            Mount("/static", StaticFiles(directory=FILES)),
            Route("/events", self._list),
            Route("/events/", lambda _request: RedirectResponse("/events", 308)),
            Route("/events/{number:int}", self._event),
            Route("/events/{rest:path}", self._nothing),
        ]

    async def _list(self, request: Request) -> Response:
        wish = looking.read(request.query_params)
        return answer(request, await run_in_threadpool(self._write_list, wish), HTML)

    async def _event(self, request: Request) -> Response:
        try:
            page = await run_in_threadpool(self._write_event, number(request))
        except NoSuchEvent:
            return await self._nothing(request)
        return answer(request, page, HTML)

    async def _nothing(self, _request: Request) -> Response:
        return Response(rendering.page("event_missing", {}), 404, HEADERS, HTML)

    def _write_list(self, wish: Looking) -> str:
        now = self.clock()
        with self.transaction() as session:
            found = browsing.look(session, wish.wanted(now), ON_A_PAGE, wish.page, latest=wish.past)
            there = _lines(session, found.events)
        pages = max(-(-found.number // ON_A_PAGE), 1)
        facts = {
            "wish": wish,
            "days": showing.by_day(there, now, past=wish.past),
            "number": found.number,
            "page": wish.page,
            "pages": pages,
            "before": wish.address(min(wish.page - 1, pages)) if wish.page > 1 else "",
            "after": wish.address(wish.page + 1) if wish.page < pages else "",
            "periods": looking.PERIODS,
            "kinds": looking.KINDS,
            "audiences": looking.AUDIENCES,
            "areas": centers.areas(),
            "url": addresses.page(wish.address(wish.page)),
        }
        return rendering.page("events", facts)

    def _write_event(self, event_id: int) -> str:
        now = self.clock()
        with self.transaction() as session:
            found = _details(session, events.public(session, event_id), now)
            facts = showing.details(found, now)
        return rendering.page("event", {**facts, **_extras(found)})


def _lines(session: Session, found: Sequence[Event]) -> list[Line]:
    numbers = [each.id for each in found]
    seen, lessons = seats.glances(session, numbers), courses.of_events(session, numbers)
    return [
        Line(each, seen[each.id].free(each), seen[each.id].waiting, lessons.get(each.id, ()))
        for each in found
    ]


def _details(session: Session, event: Event, now: datetime) -> Details:
    return Details(
        event=event,
        free=seats.count(session, event, now).free,
        waiting=ledger.waiting(session, event.id),
        quotas=quotas.of_event(session, event.id),
        lessons=courses.of_event(session, event.id),
        shifts=shifts.of_event(session, event.id),
        helpers=dict(shifts.helpers(session, event.id)),
        again=_again(session, event, now),
    )


def _again(session: Session, event: Event, now: datetime) -> list[Event]:
    """The next of its series."""
    if event.series is None:
        return []
    others = [each for each in series.of_series(session, event.series) if each.id != event.id]
    return [each for each in others if each.state in COMING and each.starts_at > now][:AGAIN]


def _extras(found: Details) -> dict[str, str]:
    url = addresses.page(f"/events/{found.event.id}")
    picture = segno.make(url, error="m").svg_inline(scale=3, border=0, omitsize=True)
    return {"structured": structured.document(found.event, found.free, found.lessons), "code": picture}
