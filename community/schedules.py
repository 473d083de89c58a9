"""When something was last due: the truth behind the clock.

Any number of processes may tick. A firing takes the row's lock and moves the high-water mark, so one due
time fires once. The ticking is `scheduler/clock.py`, what is done then `scheduler/jobs.py`.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community.tables import Moment, Table


class Schedule(Table):
    """`fired_until` is the high-water mark: the latest due time that has been fired or passed over."""

    __tablename__ = "schedules"

    name: Mapped[str] = mapped_column(primary_key=True)
    fired_until: Mapped[Moment]


def fire(session: Session, name: str, due: datetime, now: datetime, window: timedelta) -> bool:
    """Claim the firing of `name` at `due`; True for exactly one caller.

    A due time older than `window` (the misfire window) is passed over: marked, not fired.
    """
    session.execute(
        insert(Schedule)
        .values(name=name, fired_until=datetime.fromtimestamp(0, tz=due.tzinfo))
        .on_conflict_do_nothing()
    )
    schedule = session.scalars(select(Schedule).where(Schedule.name == name).with_for_update()).one()
    if due <= schedule.fired_until:
        return False
    schedule.fired_until = due
    return now - due <= window
