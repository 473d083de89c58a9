"""Who is to be reminded of what now: the evening before, and two hours before, as each person chose.

Only those whose place is sure, whom we can write to, who have not signed up just now. Never at night: what
begins early is brought to mind when people wake.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from community import hours
from community.courses import Lesson
from community.events import COMING, Event
from community.ledger import REACHABLE, SignUp, SignUpState
from community.profiles import Profile

EVENING = time(18)
SOON = timedelta(hours=2)
FRESH = timedelta(hours=3)  # who signed up since then knows


@dataclass(frozen=True, slots=True)
class Reminder:
    """One to be sent. `lesson`: the session of a course it is about; `eve`: the evening before."""

    sign_up: SignUp
    event: Event
    lesson: Lesson | None
    eve: bool

    @property
    def key(self) -> str:
        """The same for the same reminder. A new day or hour is a new one."""
        about = self.lesson or self.event
        return f"remind:{self.sign_up.id}:{about.starts_at:%Y%m%dT%H%M}:{'eve' if self.eve else 'soon'}"


def due(session: Session, now: datetime) -> Iterator[Reminder]:
    """The reminders that are due; some of them may have been sent before, by their keys."""
    if hours.quiet(now):
        return
    if now.astimezone(hours.TOWN).time() >= EVENING:
        tomorrow = hours.day_of(now) + timedelta(days=1)
        begin = datetime.combine(tomorrow, time(), hours.TOWN)
        yield from _between(session, (begin, begin + timedelta(days=1)), now, eve=True)
    yield from _between(session, (now, now + SOON), now, eve=False)


def _between(
    session: Session, when: tuple[datetime, datetime], now: datetime, *, eve: bool
) -> Iterator[Reminder]:
    starts, ends = when
    lessons = select(SignUp, Event, Lesson).join(Event, Event.id == SignUp.event_id)
    lessons = lessons.join(Lesson, Lesson.event_id == Event.id)
    lessons = lessons.where(Lesson.starts_at >= starts, Lesson.starts_at < ends, ~Lesson.dropped)
    for sign_up, event, lesson in session.execute(_wanted(lessons, now, eve=eve)):
        yield Reminder(sign_up, event, lesson, eve)
    alone = select(SignUp, Event).join(Event, Event.id == SignUp.event_id)
    alone = alone.where(Event.starts_at >= starts, Event.starts_at < ends)
    alone = alone.where(~exists().where(Lesson.event_id == Event.id))
    for sign_up, event in session.execute(_wanted(alone, now, eve=eve)):
        if eve or not event.all_day:
            yield Reminder(sign_up, event, None, eve)


def _wanted(rows: Select[*tuple[Any, ...]], now: datetime, *, eve: bool) -> Select[*tuple[Any, ...]]:
    chosen = Profile.remind_eve if eve else Profile.remind_soon
    # Of whom nothing is known, reminders are on, as in `community/profiles.py`.
    rows = rows.outerjoin(Profile, Profile.person == SignUp.by).where(or_(Profile.person.is_(None), chosen))
    rows = rows.where(SignUp.state == SignUpState.CONFIRMED, SignUp.channel.in_(REACHABLE))
    return rows.where(Event.state.in_(COMING), SignUp.created_at <= now - FRESH).order_by(SignUp.event_id)
