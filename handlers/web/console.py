"""The try-it console: one page with a resident's and an officer's pane, and the addresses it calls.

What a visitor does becomes the event its platform would have sent, and goes the same road. The page itself
is in `handlers/web/console/`; what both agree on stands in `docs/guides/console.md`.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from typing import Any

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from community import deliveries
from community.arrivals import Arriving
from community.deliveries import Delivery
from handlers.doors import Unreadable
from handlers.web.console_desk import ConsoleDesk
from handlers.web.pane import Pane
from handlers.web.visitors import foreign, known, refused, said

FILES = str(resources.files("handlers.web") / "console")
LONGEST_WAIT = 25.0  # seconds
OFTEN, SELDOM = 0.06, 1.0  # seconds between looks
_START = (datetime(2000, 1, 1, tzinfo=UTC), "")
_HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Console:
    """Serves `panes` by name; `accept` stores an event durably, `transaction` opens a session."""

    panes: Mapping[str, Pane]
    accept: Callable[[Sequence[Arriving]], Awaitable[None]]
    transaction: Callable[[], AbstractContextManager[Session]]
    clock: Callable[[], datetime]
    desk: ConsoleDesk

    def routes(self) -> list[BaseRoute]:
        """The page, its files, the two addresses of each pane, and those of the officers' desk."""
        return [
            Route("/console", self._page),
            Mount("/console/static", StaticFiles(directory=FILES)),
            Route("/console/{pane}/messages", self._say, methods=["POST"]),
            Route("/console/{pane}/messages", self._listen, methods=["GET"]),
            *self.desk.routes(),
        ]

    async def _page(self, _request: Request) -> Response:
        return FileResponse(f"{FILES}/index.html", headers=_HEADERS)

    async def _say(self, request: Request) -> Response:
        pane = self.panes.get(request.path_params["pane"])
        if pane is None:
            return refused(404, "この画面はありません。")
        if foreign(request):
            return refused(415, "JSONで送ってください。")
        try:
            spoken = await said(request)
            arriving = pane.rehearse(spoken["visitor"], spoken, self.clock())
        except Unreadable as error:
            return refused(400, str(error))
        await self.accept([arriving])
        pane.spoke(spoken["visitor"])
        return JSONResponse({"id": arriving.id}, 202)

    async def _listen(self, request: Request) -> Response:
        pane = self.panes.get(request.path_params["pane"])
        visitor = request.query_params.get("visitor", "")
        if pane is None or not known(visitor):
            return refused(404, "この画面はありません。")
        place = _place(request.query_params.get("after", ""))
        until = time.monotonic() + _seconds(request.query_params.get("wait", "0"))
        while True:
            found = await run_in_threadpool(self._after, pane.person(visitor), place)
            if found or time.monotonic() >= until or await request.is_disconnected():
                break
            await asyncio.sleep(OFTEN if pane.lively(visitor) else SELDOM)
        items = [_item(pane, delivery) for delivery in found]
        cursor = _cursor(found[-1]) if found else request.query_params.get("after", "")
        return JSONResponse({"cursor": cursor, "items": items}, headers={"cache-control": "no-store"})

    def _after(self, person: str, place: tuple[datetime, str]) -> Sequence[Delivery]:
        with self.transaction() as session:
            return deliveries.after(session, person, place)


def _item(pane: Pane, delivery: Delivery) -> dict[str, Any]:
    at = delivery.sent_at or delivery.created_at
    return {"id": delivery.id, "at": at.isoformat(), **pane.show(delivery.payload, delivery.address)}


def _cursor(delivery: Delivery) -> str:
    return f"{(delivery.sent_at or delivery.created_at).isoformat()} {delivery.id}"


def _place(cursor: str) -> tuple[datetime, str]:
    at, _, delivery_id = cursor.partition(" ")
    try:
        return (datetime.fromisoformat(at), delivery_id) if delivery_id else _START
    except ValueError:
        return _START


def _seconds(wait: str) -> float:
    return min(float(wait), LONGEST_WAIT) if wait.isdecimal() else 0.0
