"""Events: a gathering, a training or a call for help, and the states they go through.

What an organiser does to them is `community/organizing.py`; who may come, `community/admission.py`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Identity, Index, bindparam, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import audit, hours
from community.errors import Refusal
from community.tables import Moment, Table


class Kind(StrEnum):
    """What somebody comes for."""

    EVENT = "event"
    TRAINING = "training"
    VOLUNTEER = "volunteer"


class EventState(StrEnum):
    """draft → published ⇄ full → closed → held; cancelled and held are ends, postponed waits for a date."""

    DRAFT = "draft"
    PUBLISHED = "published"
    FULL = "full"
    CLOSED = "closed"
    HELD = "held"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


_ENDS = frozenset({EventState.HELD, EventState.CANCELLED, EventState.POSTPONED})
NEXT: Mapping[EventState, frozenset[EventState]] = {
    EventState.DRAFT: frozenset({EventState.PUBLISHED, EventState.CANCELLED}),
    EventState.PUBLISHED: frozenset({EventState.FULL, EventState.CLOSED}) | _ENDS,
    EventState.FULL: frozenset({EventState.PUBLISHED, EventState.CLOSED}) | _ENDS,
    EventState.CLOSED: frozenset({EventState.PUBLISHED}) | _ENDS,
    EventState.POSTPONED: frozenset({EventState.PUBLISHED, EventState.CANCELLED}),
    EventState.HELD: frozenset(),
    EventState.CANCELLED: frozenset(),
}
TAKING = (EventState.PUBLISHED, EventState.FULL)  # sign-ups are taken
COMING = (*TAKING, EventState.CLOSED)  # it will be held, and places that come free are passed on


class Event(Table):
    """One event. What is not known is None: no capacity means no limit, no fee means that nobody said.

    `ends_at` is the first moment after it (an all-day event ends at the town's midnight). `fee` is in yen.
    `cancel_until`: who cancels later is late. `waiting`: how many sign-ups may wait, None without limit.
    `stage` and `field` order trainings; `series` marks events that belong together; `partner`
    is the second body of a joint event. `due_at`: when something
    happens to its places by itself (`community/offers.py`).
    """

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_starts_at", "starts_at"),
        Index("ix_events_series", "series"),
        Index("ix_events_body", "body", "starts_at"),
        Index("ix_events_partner", "partner", postgresql_where=text("partner IS NOT NULL")),
        Index("ix_events_due_at", "due_at", postgresql_where=text("due_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    kind: Mapped[str]
    state: Mapped[str]
    title: Mapped[str]
    description: Mapped[str | None]
    body: Mapped[str | None]
    partner: Mapped[str | None]
    area: Mapped[str | None]
    center: Mapped[str | None]
    place: Mapped[str | None]
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    all_day: Mapped[bool] = mapped_column(server_default="false")
    opens_at: Mapped[Moment | None]
    closes_at: Mapped[Moment | None]
    cancel_until: Mapped[Moment | None]
    capacity: Mapped[int | None]
    waiting: Mapped[int | None]
    youngest: Mapped[int | None]
    oldest: Mapped[int | None]
    fee: Mapped[int | None]
    fee_note: Mapped[str | None]
    bring: Mapped[str | None]
    access: Mapped[str | None]
    accessibility: Mapped[str | None]
    telephone: Mapped[str | None]
    picture: Mapped[str | None]
    stage: Mapped[str | None]
    field: Mapped[str | None]
    series: Mapped[str | None]
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    due_at: Mapped[Moment | None]

    @property
    def day(self) -> date:
        """The town's day on which it begins: ages are judged on it."""
        return hours.day_of(self.starts_at)


class NoSuchEvent(Refusal):
    """There is none under this number, or it isn't public yet. Facts: `event`."""

    template = "no_such_event"


class NotThatWay(Refusal):
    """An event doesn't go from its state to that one. Facts: `event`, `title`, `state`, `wanted`."""

    template = "event_not_that_way"


# Built once, as in `community/arrivals.py`: it is run for every sign-up.
_LOCK = (
    select(Event)
    .where(Event.id == bindparam("event_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def lock(session: Session, event_id: int) -> Event:
    """The event under its row lock, as it is now: whoever else decides about its places waits.

    Raises:
        NoSuchEvent: there is none.
    """
    event = session.scalar(_LOCK, {"event_id": event_id})
    if event is None:
        raise NoSuchEvent(event=event_id)
    return event


def public(session: Session, event_id: int) -> Event:
    """An event that anybody may see, in whatever state.

    Raises:
        NoSuchEvent: there is none, or it is a draft.
    """
    event = session.get(Event, event_id)
    if event is None or event.state == EventState.DRAFT:
        raise NoSuchEvent(event=event_id)
    return event


def between(session: Session, begin: datetime, end: datetime) -> Sequence[Event]:
    """Public events that last into the time from `begin` until before `end`, the earliest first."""
    there = select(Event).where(Event.starts_at < end, Event.ends_at > begin, Event.state != EventState.DRAFT)
    return session.scalars(there.order_by(Event.starts_at, Event.id)).all()


def move(session: Session, event: Event, state: EventState, who: str, now: datetime) -> None:
    """Go to a state, with its entry in the trail; nothing happens when it is there already.

    Raises:
        NotThatWay: that state can't follow.
    """
    if event.state == state:
        return
    if state not in NEXT[EventState(event.state)]:
        raise NotThatWay(event=event.id, title=event.title, state=event.state, wanted=str(state))
    before = picture(event)
    event.state, event.changed_at = state, now
    note(session, event, (who, state), before, now)


def picture(event: Event) -> dict[str, Any]:
    """What the trail keeps of an event."""
    return audit.picture(event, frozenset({"changed_at", "due_at"}))


def note(
    session: Session, event: Event, change: tuple[str, str], before: Mapping[str, Any], now: datetime
) -> None:
    """Add a change (who, what) of an event to the trail."""
    audit.note(session, (event.id, f"event:{event.id}"), change, before, picture(event), now)
