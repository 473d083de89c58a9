"""What else is on: other bodies' events at the same time in the same hall, or for the same people; holidays.

Only a hint for whoever plans; nothing is refused because of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import jpholiday
from sqlalchemy import select
from sqlalchemy.orm import Session

from community import hours
from community.events import Event, EventState

MOST = 5  # of each sort: more are not read
_OFF = (EventState.CANCELLED, EventState.POSTPONED, EventState.HELD)


@dataclass(frozen=True, slots=True)
class Clashes:
    """Events at the same time in the same hall; of the same day for the same ages and area; a holiday."""

    hall: Sequence[Event]
    people: Sequence[Event]
    holiday: str | None

    @property
    def any(self) -> bool:
        """Whether there is anything to be said."""
        return bool(self.hall or self.people or self.holiday)


def of(session: Session, event: Event) -> Clashes:
    """What an event runs into, other events of the same series left out."""
    day = hours.day_of(event.starts_at)
    lasting = (
        select(Event)
        .where(Event.id != event.id, Event.state.not_in(_OFF))
        .where(
            Event.starts_at < event.ends_at + timedelta(days=1),
            Event.ends_at > event.starts_at - timedelta(days=1),
        )
        .order_by(Event.starts_at, Event.id)
    )
    near = session.scalars(lasting).all()
    hall = [each for each in near if _same_hall(event, each) and _same_time(event, each)]
    people = [
        each
        for each in near
        if each not in hall and hours.day_of(each.starts_at) == day and _same_people(event, each)
    ]
    return Clashes(hall[:MOST], people[:MOST], holiday(day))


def holiday(day: date) -> str | None:
    """The name of a national holiday."""
    name = jpholiday.is_holiday_name(day)
    return str(name) if name else None


def _same_hall(event: Event, other: Event) -> bool:
    here, there = (event.center, event.place), (other.center, other.place)
    if event.center is None or event.center != other.center:
        return event.center is None and event.place is not None and here == there
    # Another room of the same centre is no clash, where both say which.
    return event.place is None or other.place is None or event.place == other.place


def _same_time(event: Event, other: Event) -> bool:
    return other.starts_at < event.ends_at and event.starts_at < other.ends_at


def _same_people(event: Event, other: Event) -> bool:
    young = max(event.youngest or 0, other.youngest or 0)
    old = min(event.oldest or 200, other.oldest or 200)
    return young <= old and event.area is not None and event.area == other.area
