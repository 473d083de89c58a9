"""The clock: APScheduler as ticking and calendar maths, in memory. The only file that imports apscheduler.

What has fired is known by the database (`community/schedules.py`), so any number of processes may tick, and
a tick that was missed while nobody was there is made up within its window.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from community import schedules
from community.errors import WasshoiError
from scheduler.jobs import Entry

EVERY = 20.0  # seconds between looks at what is due
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Clock:
    """Fires what `timetable` says is due, by `enqueue` in the transaction that marks it as fired."""

    timetable: Sequence[Entry]
    transaction: Callable[[], AbstractContextManager[Session]]
    enqueue: Callable[[Session, str, datetime], None]
    now: Callable[[], datetime]
    zone: ZoneInfo
    _ticking: BackgroundScheduler = field(init=False)

    def __post_init__(self) -> None:
        self._ticking = BackgroundScheduler(timezone=self.zone)

    def start(self) -> None:
        """Tick until `stop`, at once for the first time."""
        self._ticking.add_job(
            self.tick, "interval", seconds=EVERY, next_run_time=self.now(), coalesce=True, max_instances=1
        )
        self._ticking.start()

    def stop(self) -> None:
        """Finish the tick under way."""
        self._ticking.shutdown(wait=True)

    def tick(self) -> None:
        """Fire all that is due; what fails is tried again at the next tick."""
        for entry in self.timetable:
            try:
                self._fire(entry)
            except (SQLAlchemyError, WasshoiError) as error:
                _log.warning("tick_failed", job=entry.name, error=type(error).__name__)

    def _fire(self, entry: Entry) -> None:
        now = self.now()
        due = latest_due(entry, now, self.zone)
        if due is None:
            return
        with self.transaction() as session:
            if schedules.fire(session, entry.name, due, now, entry.window):
                self.enqueue(session, entry.name, due)
                _log.debug("fired", job=entry.name, due=due.isoformat())


def latest_due(entry: Entry, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The latest due time up to `now`, not older than the entry's window; None when there is none."""
    trigger = CronTrigger.from_crontab(entry.cron, timezone=zone)
    latest, at = None, now - entry.window - timedelta(microseconds=1)
    while (at := trigger.get_next_fire_time(None, at)) is not None and at <= now:
        latest, at = at, at + timedelta(microseconds=1)
    return latest
