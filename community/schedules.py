"""The timetable: what is done when, as staff have it, and when it was last due: the truth behind the clock.

Any number of processes may tick. A firing takes the row's lock and moves the high-water mark, so one due
time fires once. What cron lines mean, and the ticking, is `scheduler/clock.py`'s.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import audit
from community.errors import Refusal
from community.tables import Moment, Table

LONGEST_NAME = 40
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timetable: a job, when (five cron fields, or one moment), how late it may still be done.

    With `catch_up` the latest time that was missed within the `window` is made up; without, it is skipped.
    """

    name: str
    job: str
    window: timedelta
    cron: str | None = None
    once: datetime | None = None
    zone: str | None = None
    catch_up: bool = True


class Schedule(Table):
    """A line as it stands in the town's timetable.

    `fired_until` is the high-water mark: the latest due time that has been fired or passed over; `fired_at`
    and `missed_at` say when that last happened. `edited`: staff's own, which a new version of ours leaves
    alone. `next_at` is kept by the clock for those who look, `asked_at` is set by who wants it done at once.
    """

    __tablename__ = "schedules"

    name: Mapped[str] = mapped_column(primary_key=True)
    job: Mapped[str]
    cron: Mapped[str | None]
    once: Mapped[Moment | None]
    zone: Mapped[str | None]
    window: Mapped[timedelta]
    catch_up: Mapped[bool] = mapped_column(server_default="true")
    paused: Mapped[bool] = mapped_column(server_default="false")
    edited: Mapped[bool] = mapped_column(server_default="false")
    fired_until: Mapped[Moment]
    fired_at: Mapped[Moment | None]
    missed_at: Mapped[Moment | None]
    next_at: Mapped[Moment | None]
    asked_at: Mapped[Moment | None]

    @property
    def line(self) -> Line:
        """What it says."""
        return Line(self.name, self.job, self.window, self.cron, self.once, self.zone, self.catch_up)


class NoSuchSchedule(Refusal):
    """There is none of this name. Facts: `name`."""

    template = "no_such_schedule"


class ScheduleThere(Refusal):
    """There is one of this name. Facts: `name`."""

    template = "schedule_there"


class ScheduleUnsound(Refusal):
    """It can't be as it says. Facts: `why` (job, name, never, cron, zone, past), `given`."""

    template = "schedule_unsound"


def keep(session: Session, lines: Iterable[Line], now: datetime) -> None:
    """Bring our own lines into the timetable; what staff have edited stays theirs."""
    for line in lines:
        said = {"job": line.job, "cron": line.cron, "window": line.window, "catch_up": line.catch_up}
        # A new line begins now: what would have been due before there was one was not missed.
        row = insert(Schedule).values(name=line.name, fired_until=now, **said)
        ours = Schedule.edited.is_(False) & Schedule.cron.is_distinct_from(line.cron)
        session.execute(row.on_conflict_do_update(index_elements=["name"], set_=said, where=ours))


def everything(session: Session) -> Sequence[Schedule]:
    """The whole timetable, by name."""
    return session.scalars(select(Schedule).order_by(Schedule.name)).all()


def get(session: Session, name: str, *, lock: bool = False) -> Schedule:
    """One line. Raises `NoSuchSchedule`."""
    found = session.get(Schedule, name, with_for_update=lock or None, populate_existing=True)
    if found is None:
        raise NoSuchSchedule(name=name)
    return found


def add(session: Session, line: Line, who: str, now: datetime) -> Schedule:
    """A line of staff's own. Raises `ScheduleThere`, `ScheduleUnsound`."""
    if not 0 < len(line.name) <= LONGEST_NAME:
        raise ScheduleUnsound(why="name", given=line.name)
    if session.get(Schedule, line.name) is not None:
        raise ScheduleThere(name=line.name)
    given = {name: getattr(line, name) for name in Line.__dataclass_fields__}
    made = Schedule(**given, fired_until=now, edited=True, paused=False)
    session.add(made)
    _note(session, made, (who, "added"), {}, now)
    return made


def edit(session: Session, name: str, cron: str, who: str, now: datetime) -> Schedule:
    """Do it at other times. Raises `NoSuchSchedule`."""
    found = get(session, name, lock=True)
    before = _picture(found)
    found.cron, found.once, found.edited, found.next_at, found.fired_until = cron, None, True, None, now
    _note(session, found, (who, "changed"), before, now)
    return found


def pause(session: Session, name: str, who: str, now: datetime, *, paused: bool = True) -> Schedule:
    """Stop it, or let it go on: what was due meanwhile is not made up. Raises `NoSuchSchedule`."""
    found = get(session, name, lock=True)
    before = _picture(found)
    if found.paused != paused:
        found.paused, found.next_at, found.fired_until = paused, None, max(found.fired_until, now)
        _note(session, found, (who, "paused" if paused else "resumed"), before, now)
    return found


def ask(session: Session, name: str, who: str, now: datetime) -> Schedule:
    """Do it once at the clock's next tick, paused or not. Raises `NoSuchSchedule`."""
    found = get(session, name, lock=True)
    found.asked_at = now
    _note(session, found, (who, "asked for"), _picture(found), now)
    return found


def asked(session: Session, name: str) -> datetime | None:
    """When it was asked for, for exactly one caller; None when it wasn't, or somebody has it already."""
    found = get(session, name, lock=True)
    at, found.asked_at = found.asked_at, None
    return at


def missed(session: Session, since: datetime) -> Sequence[Schedule]:
    """Those that were passed over since a moment."""
    rows = select(Schedule).where(Schedule.missed_at > since)
    return session.scalars(rows.order_by(Schedule.name)).all()


def fire(session: Session, name: str, due: datetime, now: datetime, window: timedelta) -> bool:
    """Claim the firing of `name` at `due`; True for exactly one caller.

    A due time older than `window` (the misfire window) is passed over: marked, not fired.
    """
    schedule = get(session, name, lock=True)
    if due <= schedule.fired_until or schedule.paused:
        return False
    schedule.fired_until = due
    if now - due > window:
        schedule.missed_at = due
        return False
    schedule.fired_at = now
    return True


def _picture(schedule: Schedule) -> dict[str, object]:
    return audit.picture(schedule, frozenset({"fired_until", "fired_at", "missed_at", "next_at", "asked_at"}))


def _note(
    session: Session, schedule: Schedule, change: tuple[str, str], before: dict[str, object], now: datetime
) -> None:
    session.flush()
    audit.note(session, (None, f"schedule:{schedule.name}"), change, before, _picture(schedule), now)
