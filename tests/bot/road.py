"""The road without its web server: a real database, real doors, the engine in a loop of its own."""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot import engine, wiring
from bot.settings import Settings
from community.arrivals import Arrival, ArrivalState, Arriving
from community.broadcasts import Broadcast, BroadcastState
from community.deliveries import OPEN_STATES, Delivery
from handlers.line import events
from handlers.messages import Outgoing
from tests.service import LINE_SECRET, LINE_TOKEN, SLACK_SECRET, SLACK_TOKEN


def settings(line: str = "", slack: str = "", data: Path = Path("var"), **changes: Any) -> Settings:
    """Settings for a road whose platforms listen at these addresses."""
    given: dict[str, Any] = {
        "database_url": "",
        "data": data,
        "host": "127.0.0.1",
        "port": 8000,
        "line_secret": LINE_SECRET if line else "",
        "line_token": LINE_TOKEN if line else "",
        "line_api": line,
        "slack_token": SLACK_TOKEN if slack else "",
        "slack_signing_secret": SLACK_SECRET if slack else "",
        "slack_app_token": "",
        "slack_api": f"{slack}/api/",
        "slack_shared_channel": "CSHARED" if slack else "",
        "public_url": "",
        "secret_key": "secret",
        "guardian_age": 18,
        "assistant_url": "",
        "assistant_key": "",
        "assistant_model": "",
        "timezone": ZoneInfo("Asia/Tokyo"),
        "log_level": "WARNING",
        "demo": False,
    }
    return Settings(**{**given, **changes})


def echo(_session: object, incoming: Any) -> list[Outgoing]:
    """A subject that says what it heard: the tests of the road are about the way, not about answers."""
    return [Outgoing("answer", {"text": f"{incoming.text or incoming.kind}"})]


class Road:
    """`with` starts the engine; `accept` takes events in, `settle` waits until everything has gone out."""

    def __init__(self, url: str, chosen: Settings, respond: Callable[..., list[Outgoing]] = echo) -> None:
        self.service = wiring.build(chosen, url, respond=respond)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.service.engine.stop()
        self._thread.join(20)
        self._loop.run_until_complete(self.service.close())
        self._loop.close()

    def accept(self, arriving: Sequence[Arriving]) -> None:
        """Store and enqueue, as a webhook does."""
        asyncio.run_coroutine_threadsafe(self.service.intake.accept(arriving), self._loop).result(20)

    def hear(self, *line_events: dict[str, Any]) -> None:
        """LINE events, one webhook each."""
        for each in line_events:
            self.accept([events.arriving(each)])

    def settle(self, timeout: float = 30.0) -> None:
        """Wait until no arrival waits, no delivery is open and no broadcast waits for its release."""
        until = time.monotonic() + timeout
        while self.open_ends():
            assert time.monotonic() < until, f"still open after {timeout} s: {self.open_ends()}"
            self._sweep()
            time.sleep(0.03)

    def _sweep(self) -> None:
        """As the service does by itself every few seconds: a broadcast that was resumed is taken up by it."""
        with suppress(engine.AlreadyQueued):
            self.service.upkeep.sweep()

    def open_ends(self) -> list[str]:
        """Ids of what waits or is open."""
        with self.service.database.transaction() as session:
            waiting = session.scalars(select(Arrival.id).where(Arrival.state == ArrivalState.WAITING)).all()
            soon = self.service.handling.clock() + timedelta(hours=1)  # what is for tomorrow may wait
            due = (Delivery.state.in_(OPEN_STATES), Delivery.next_try_at < soon)
            unsent = session.scalars(select(Delivery.id).where(*due)).all()
            unasked = select(Broadcast.id).where(Broadcast.state == BroadcastState.WAITING)
            unreleased = session.scalars(unasked).all()
        return [*waiting, *unsent, *unreleased]

    def deliveries(self) -> list[Delivery]:
        """All deliveries, in order of their ids."""
        with self.service.database.transaction() as session:
            return list(session.scalars(select(Delivery).order_by(Delivery.created_at, Delivery.id)))

    def arrival(self, arrival_id: str) -> Arrival:
        """One arrival."""
        with self.service.database.transaction() as session:
            return session.get_one(Arrival, arrival_id)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self.service.engine.run())
