"""What somebody wants to get unasked: which kinds of messages, how many a week, at what time of day.

How often they want to hear at all (`often`) and their time of day are in their profile. Reminders of what
they signed up for are no such messages.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import jpholiday
from sqlalchemy import ColumnElement, DateTime, case, delete, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import hours
from community.people import Person
from community.profiles import Profile
from community.tables import Moment, Table

CAP, CAP_FOR = 3, timedelta(days=7)  # messages of such kinds within these days


class Kind(StrEnum):
    """The kinds of messages that can be switched off one by one; DISASTER can't."""

    NEWS = "news"
    ROUNDUP = "roundup"
    EVENT = "event"
    LAST_CALL = "last_call"
    LESSON = "lesson"
    DISASTER = "disaster"


class TimeOfDay(StrEnum):
    """When somebody wants to get what can wait."""

    MORNING = "morning"
    NOON = "noon"
    EVENING = "evening"


CLOCK = {TimeOfDay.MORNING: time(8), TimeOfDay.NOON: time(12), TimeOfDay.EVENING: time(18)}


class Mute(Table):
    """A kind of message that a person doesn't want any more."""

    __tablename__ = "mutes"

    person: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[Moment]


def mute(session: Session, person: str, kind: Kind, now: datetime) -> None:
    """No more of this kind."""
    session.execute(insert(Mute).values(person=person, kind=kind, since=now).on_conflict_do_nothing())


def unmute(session: Session, person: str, kind: Kind) -> None:
    """This kind again."""
    session.execute(delete(Mute).where(Mute.person == person, Mute.kind == kind))


def muted(session: Session, person: str) -> Sequence[str]:
    """The kinds a person doesn't want."""
    return session.scalars(select(Mute.kind).where(Mute.person == person).order_by(Mute.kind)).all()


def wants(kind: Kind) -> ColumnElement[bool]:
    """Whether a person (of `people`) wants this kind."""
    return Person.id.not_in(select(Mute.person).where(Mute.kind == kind))


def forget(session: Session, person: str) -> None:
    """Delete what a person doesn't want."""
    session.execute(delete(Mute).where(Mute.person == person))


def when(now: datetime) -> ColumnElement[datetime]:
    """The moment at which a person (of `people` and `profiles`) gets what can wait."""
    moment = DateTime(timezone=True)
    soon = literal(hours.wakes(now), moment)
    chosen = [
        (
            (Profile.time_of_day == each) & (Profile.rest_on_holidays.is_(rest)),
            literal(next_at(now, each, rest=rest), moment),
        )
        for each in TimeOfDay
        for rest in (False, True)
    ]
    working = literal(next_at(now, None, rest=True), moment)
    return case(*chosen, (Profile.rest_on_holidays.is_(True), working), else_=soon)


def next_at(now: datetime, wanted: TimeOfDay | None, *, rest: bool) -> datetime:
    """The next moment at this time of day, or when nobody is woken; `rest`: not on a national holiday."""
    at = hours.wakes(now)
    if wanted is not None:
        here = now.astimezone(hours.TOWN)
        today = datetime.combine(here.date(), CLOCK[wanted], hours.TOWN)
        at = today if today >= here else datetime.combine(_after(here.date()), CLOCK[wanted], hours.TOWN)
    while rest and jpholiday.is_holiday(hours.day_of(at)):
        at = datetime.combine(_after(hours.day_of(at)), CLOCK[wanted or TimeOfDay.MORNING], hours.TOWN)
    return at


def _after(day: date) -> date:
    return day + timedelta(days=1)
