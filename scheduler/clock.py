"""The clock: APScheduler as ticking and calendar maths, in memory. The only file that imports apscheduler.

The timetable and what has fired are in the database (`community/schedules.py`), so any number of processes
may tick, staff can change it while they do, and what was missed is made up within its window.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from community import schedules
from community.errors import WasshoiError
from community.schedules import Line, Schedule, ScheduleUnsound
from scheduler.jobs import JOBS

EVERY = 20.0  # seconds between looks at what is due
PROMPT = timedelta(minutes=2)  # how late what skips may be: a tick or two
FAR = timedelta(
    days=366 * 8
)  # within which every cron line that ever fires does, 29 February in 2096–2104 too
_LOOKED_BACK = timedelta(days=2)  # behind the window, for what is to be reported as missed
_NAMES = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_DAYS = re.compile(r"(?P<first>[0-7])(?:-(?P<last>[0-7]))?(?:/(?P<step>[1-7]))?")
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Clock:
    """Fires what is due, by `enqueue` in the transaction that marks it as fired. `lines` are our own."""

    lines: Sequence[Line]
    transaction: Callable[[], AbstractContextManager[Session]]
    enqueue: Callable[[Session, str, datetime], None]
    now: Callable[[], datetime]
    zone: ZoneInfo
    _ticking: BackgroundScheduler = field(init=False)
    _kept: bool = False

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
        try:
            table = self._table()
        except SQLAlchemyError as error:
            _log.warning("tick_failed", error=type(error).__name__)
            return
        for each in table:
            try:
                self._fire(each)
            except (SQLAlchemyError, WasshoiError) as error:
                _log.warning("tick_failed", schedule=each.line.name, error=type(error).__name__)

    def _table(self) -> list["_Row"]:
        with self.transaction() as session:
            if not self._kept:
                schedules.keep(session, self.lines, self.now() - PROMPT)
                self._kept = True
            return [_Row(each) for each in schedules.everything(session)]

    def _fire(self, row: "_Row") -> None:
        now, line = self.now(), row.line
        if not row.asked and (row.paused or (row.next_at is not None and row.next_at > now)):
            return
        due = None if row.paused else latest_due(line, row.fired_until, now, self.zone)
        window = line.window if line.catch_up else min(line.window, PROMPT)
        with self.transaction() as session:
            for at in (
                due if self._claims(session, line, due, window) else None,
                schedules.asked(session, line.name),
            ):
                if at is not None:
                    self.enqueue(session, line.job, at)
                    _log.debug("fired", schedule=line.name, due=at.isoformat())
            schedules.get(session, line.name, lock=True).next_at = next_due(line, now, self.zone)

    def _claims(self, session: Session, line: Line, due: datetime | None, window: timedelta) -> bool:
        if due is None:
            return False
        fires = schedules.fire(session, line.name, due, self.now(), window)
        if not fires:
            _log.info("passed_over", schedule=line.name, due=due.isoformat())
        return fires


class _Row:
    """A line of the timetable as it was read: outside its session."""

    def __init__(self, schedule: Schedule) -> None:
        self.line, self.paused, self.asked = schedule.line, schedule.paused, schedule.asked_at is not None
        self.fired_until, self.next_at = schedule.fired_until, schedule.next_at


def latest_due(line: Line, fired_until: datetime, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The latest due time up to `now` that has not been fired or passed over; None when there is none."""
    since = max(fired_until, now - line.window - _LOOKED_BACK)
    latest = None
    for at in _times(line, since, zone):
        if at > now:
            break
        latest = at
    return latest


def next_due(line: Line, after: datetime, zone: ZoneInfo) -> datetime | None:
    """The next due time; None when there is none any more."""
    return next(_times(line, after, zone), None)


def _weekdays(cron: str) -> str:
    """A cron line with its weekdays by name: 0 and 7 are Sunday, but to APScheduler 0 is Monday."""
    *others, days = cron.split()
    named = []
    for part in days.split(","):
        found = _DAYS.fullmatch(part)
        if found is None:
            named.append(part)
            continue
        first, last = int(found["first"]), int(found["last"] or found["first"])
        named += [_NAMES[day % 7] for day in range(first, last + 1, int(found["step"] or 1))]
    return " ".join([*others, ",".join(named)])


def check(line: Line, now: datetime, zone: ZoneInfo) -> None:
    """Refuse a line that names no job, can't be read or never fires. Raises `ScheduleUnsound`."""
    if line.job not in JOBS:
        raise ScheduleUnsound(why="job", given=line.job)
    try:
        first = next_due(line, now, zone)
    except ZoneInfoNotFoundError:
        raise ScheduleUnsound(why="zone", given=line.zone or "") from None
    except ValueError:
        raise ScheduleUnsound(why="cron", given=line.cron or "") from None
    if first is None:
        raise ScheduleUnsound(why="past" if line.once else "never", given=line.cron or str(line.once))


def _times(line: Line, after: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """The due times after a moment, in order, for some years."""
    if line.cron is None:
        yield from (each for each in (line.once,) if each is not None and each > after)
        return
    trigger = CronTrigger.from_crontab(
        _weekdays(line.cron), timezone=ZoneInfo(line.zone) if line.zone else zone
    )
    trigger.end_date = (after + FAR).astimezone(UTC)
    at = after
    while (found := trigger.get_next_fire_time(None, at + timedelta(microseconds=1))) is not None:
        at = found.astimezone(UTC)  # in a gap of summer time no two zones agree on what is equal
        yield at
