"""What keeps the road open without being asked: strands left behind, a database that fell over.

The sweep looks for arrivals nobody answers and deliveries nobody sends, whatever the reason, and puts them
back to work. Many processes may sweep: work waits once under its key.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import engine, metrics
from bot.broadcasting import release_work
from bot.cluster import Cluster
from bot.database import Database
from bot.intake import handle_work
from bot.sending import send_work
from community import arrivals, broadcasts, deliveries

SWEEP_EVERY = 10.0  # seconds
FORGOTTEN_AFTER = timedelta(seconds=30)  # longer than any try takes
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Sweeps `database`; keeps the embedded `cluster` running, where there is one."""

    database: Database
    clock: Callable[[], datetime]
    cluster: Cluster | None = None

    async def run(self) -> None:
        """Go on until cancelled; an error waits for the next round."""
        while True:
            await asyncio.sleep(random.uniform(0.1, 0.2) * SWEEP_EVERY if self.cluster else SWEEP_EVERY)
            await asyncio.to_thread(self._round)

    def _round(self) -> None:
        try:
            if self.cluster is not None:
                self.cluster.ensure_running()
            self.sweep()
        except engine.AlreadyQueued:
            _log.debug("sweep_met_another")
        except (SQLAlchemyError, OSError) as error:
            _log.warning("upkeep_failed", error=type(error).__name__)

    def sweep(self) -> int:
        """Put back to work what nobody works on; return how much that was."""
        before = self.clock() - FORGOTTEN_AFTER
        with self.database.transaction() as session:
            late = [handle_work(each.id, each.person) for each in arrivals.overdue(session, before)]
            late += [send_work(delivery_id) for delivery_id in deliveries.overdue(session, before)]
            late += [release_work(broadcast_id) for broadcast_id in broadcasts.waiting(session)]
            left = engine.unattended(session, late)
            engine.enqueue(session, left)
        if left:
            _log.warning("strands_taken_up", count=len(left))
        return len(left)

    def measure(self) -> None:
        """Bring the age of the queue up to date."""
        with self.database.transaction() as session:
            oldest = arrivals.waiting_since(session)
        metrics.QUEUE_AGE.set((self.clock() - oldest).total_seconds() if oldest else 0.0)
