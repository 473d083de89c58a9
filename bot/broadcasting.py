"""The release of a broadcast: LINE is asked what is left of the month, then the calls go out or stay held.

Durable work like any other: killed on the way it is done again, and what was released is not released twice
(`community/spreading.py`). The same question is asked once a day, so that staff see the month.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot import engine
from bot.database import Database
from bot.sending import send_work
from community import allowance, spreading
from handlers.doors import ChannelError, Door

RELEASE, ALLOWANCE = "release", "allowance"
PATIENCE = 3  # times LINE is asked in vain, before we go by what it said last
_log = structlog.get_logger(__name__)


def release_work(broadcast_id: str) -> engine.Work:
    """The durable work of releasing a broadcast."""
    return engine.Work(RELEASE, broadcast_id, lock=f"{RELEASE}:{broadcast_id}", urgent=False)


@dataclass(frozen=True, slots=True)
class Broadcasting:
    """Asks `doors`, keeps what they say in `database` by threads of `threads`."""

    database: Database
    doors: Mapping[str, Door]
    threads: Executor
    clock: Callable[[], datetime]

    async def release(self, broadcast_id: str, attempts: int) -> None:
        """Ask what is left, and let a broadcast go out where that suffices."""
        try:
            await self.ask()
        except ChannelError as error:
            if attempts < PATIENCE:
                raise
            _log.warning("allowance_unknown", broadcast=broadcast_id, reason=str(error)[:120])
        await asyncio.get_running_loop().run_in_executor(self.threads, self._release, broadcast_id)

    async def ask(self, *_: object) -> None:
        """Keep what each platform says of the month. Raises `ChannelError`."""
        for door in self.doors.values():
            said = await door.allowance()
            if said is not None:
                await asyncio.get_running_loop().run_in_executor(self.threads, self._record, *said)

    def _record(self, most: int | None, used: int) -> None:
        with self.database.transaction() as session:
            allowance.record(session, most, used, self.clock())

    def _release(self, broadcast_id: str) -> None:
        with self.database.transaction() as session:
            due = spreading.release(session, broadcast_id, self.clock())
            works = [send_work(delivery, at, urgent=False) for delivery, at in due]
            engine.enqueue(session, engine.unattended(session, works))
        _log.info("broadcast_released", broadcast=broadcast_id, calls=len(due))
