"""Taking events in: stored and enqueued in one transaction, acknowledged afterwards.

Group commit: requests that come while one commit is under way share the next one, so many are accepted at
the price of a few. A request that can't be stored costs the others nothing.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from bot import engine, metrics
from bot.database import DATABASE_TROUBLE, Database
from community import arrivals
from community.arrivals import Arriving

HANDLE = "handle"
REQUESTS_A_COMMIT = 128
PATIENCE = 1.0  # seconds for a database that restarts; LINE waits two for its answer, Slack three
_Request = tuple[Sequence[Arriving], "asyncio.Future[None]"]


def handle_work(arrival_id: str, person: str) -> engine.Work:
    """The durable work of answering an arrival; one person's arrivals are answered in order."""
    return engine.Work(HANDLE, arrival_id, lock=person)


@dataclass(slots=True)
class Intake:
    """Stores what `accept` is given; one commit at a time, in a thread of its own."""

    database: Database
    clock: Callable[[], datetime]
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "intake"))
    _waiting: list[_Request] = field(default_factory=list)
    _committing: "asyncio.Task[None] | None" = None

    async def accept(self, arriving: Sequence[Arriving]) -> None:
        """Return once the events are stored and enqueued for good.

        Raises:
            Exception: they are not stored; the platform should deliver them again.
        """
        if not arriving:
            return
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((arriving, stored))
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._commit_all())
        await stored

    def close(self) -> None:
        """Wait for the commit under way."""
        self._thread.shutdown()

    async def _commit_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:REQUESTS_A_COMMIT], self._waiting[REQUESTS_A_COMMIT:]
            outcomes = await asyncio.get_running_loop().run_in_executor(self._thread, self._commit, batch)
            for (_, stored), error in zip(batch, outcomes, strict=True):
                if stored.done():
                    continue  # its request was cut off meanwhile; what it brought is stored all the same
                if error is None:
                    stored.set_result(None)
                else:
                    stored.set_exception(error)

    def _commit(self, batch: Sequence[_Request]) -> list[Exception | None]:
        """Store a batch; when that fails, each request by itself. Returns each one's error."""
        everything = [each for arriving, _ in batch for each in arriving]
        try:
            self._store_patiently(everything)
        except DATABASE_TROUBLE as error:
            return [error for _ in batch]
        except Exception as error:  # noqa: BLE001 - one request's junk must not cost the others
            if len(batch) == 1:
                return [error]
            return [self._commit([each])[0] for each in batch]
        metrics.COMMIT_SIZE.observe(len(batch))
        return [None for _ in batch]

    def _store_patiently(self, arriving: Sequence[Arriving]) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self._store(arriving)
            except DATABASE_TROUBLE:
                if time.monotonic() > until:
                    raise
            time.sleep(0.1)

    def _store(self, arriving: Sequence[Arriving]) -> None:
        with self.database.transaction() as session:
            wanting = arrivals.take_in(session, arriving, self.clock())
            work = {each.id: handle_work(each.id, each.person) for each in arriving if each.id in wanting}
            engine.enqueue(session, list(work.values()))
        for each in arriving:
            outcome = "ignored" if each.ignored else "new" if each.id in wanting else "known"
            metrics.RECEIVED.labels(each.channel, outcome).inc()
