"""What an organiser does with an event: draft, publish, change, close, cancel, postpone, hold.

Every step is in the trail, and what it does to the places is settled with it (raised capacity is offered to
those who wait). Who is an organiser is decided above; whom to tell, `ledger.roster` knows.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from community import audit, events, offers, quotas, seats
from community.errors import Refusal
from community.events import COMING, Event, EventState
from community.offers import Moves
from community.quotas import Quota

CHANGEABLE = frozenset(Event.__table__.columns.keys()) - {"id", "state", "created_at", "changed_at", "due_at"}


class EventUnsound(Refusal):
    """An event can't be as it says. Facts: `event`, `fields`: what has to be put right."""

    template = "event_unsound"


class SeatsGivenAway(Refusal):
    """More people have places than there would be. Facts: `event`, `title`, `taken`, `capacity`."""

    template = "seats_given_away"


def draft(session: Session, event: Event, who: str, now: datetime) -> Event:
    """Begin an event that nobody sees yet; it may be incomplete."""
    event.state, event.created_at, event.changed_at = EventState.DRAFT, now, now
    session.add(event)
    session.flush()
    session.refresh(event)
    events.note(session, event, (who, "drafted"), {}, now)
    return event


def draft_all(session: Session, drafts: Sequence[Event], who: str, now: datetime) -> None:
    """The same for many at once, as a list brings them: a few statements instead of a few for each."""
    for event in drafts:
        for name in CHANGEABLE - vars(event).keys():
            setattr(event, name, None)  # said now, it needn't be read back
        event.all_day = bool(event.all_day)
        event.state, event.created_at, event.changed_at = EventState.DRAFT, now, now
    session.add_all(drafts)
    session.flush()
    things = [((each.id, f"event:{each.id}"), events.picture(each)) for each in drafts]
    audit.note_new(session, things, (who, "drafted"), now)


def publish(session: Session, event_id: int, who: str, now: datetime) -> Moves:
    """Let people see it and sign up: a draft, one that was closed, or a postponed one with its new date.

    Raises:
        NoSuchEvent, NotThatWay: there is none, or it is over.
        EventUnsound: something is missing or contradicts itself.
    """
    event = events.lock(session, event_id)
    publishable(session, event, now)
    if event.state != EventState.FULL:
        events.move(session, event, EventState.PUBLISHED, who, now)
    return offers.settle(session, event, who, now)


def publishable(session: Session, event: Event, now: datetime) -> None:
    """Whether an event could be published now; says what is wrong.

    Raises:
        NotThatWay, EventUnsound: as `publish`.
    """
    _refuse_over(event)
    late = {"starts_at": event.starts_at <= now, "closes_at": (event.closes_at or event.starts_at) <= now}
    wrong = unsound(event, quotas.of_event(session, event.id))
    _refuse_unsound(event, wrong or tuple(name for name, passed in late.items() if passed))


def change(session: Session, event_id: int, changes: Mapping[str, Any], who: str, now: datetime) -> Moves:
    """Change columns of an event; more places go to those who wait.

    Raises:
        NoSuchEvent, NotThatWay: there is none, or it is over.
        EventUnsound: a column that isn't to be changed, or a public event that contradicts itself.
        SeatsGivenAway: fewer places than people who have one.
    """
    event = events.lock(session, event_id)
    _refuse_over(event)
    if not CHANGEABLE.issuperset(changes):
        raise EventUnsound(event=event.id, fields=tuple(sorted(set(changes) - CHANGEABLE)))
    before = events.picture(event)
    for name, value in changes.items():
        setattr(event, name, value)
    event.changed_at = now
    _refuse_untenable(session, event, quotas.of_event(session, event_id), now)
    session.flush()
    events.note(session, event, (who, "changed"), before, now)
    return offers.settle(session, event, who, now)


def keep(session: Session, event_id: int, kept: Sequence[Quota], who: str, now: datetime) -> Moves:
    """Keep places for some: these quotas take the place of those there were.

    Raises:
        NoSuchEvent, NotThatWay: there is none, or it is over.
        EventUnsound: more places are kept than there are.
        SeatsGivenAway: places that would be kept are given to others already.
    """
    event = events.lock(session, event_id)
    _refuse_over(event)
    before = _kept_picture(quotas.of_event(session, event_id))
    session.execute(delete(Quota).where(Quota.event_id == event_id))
    for each in kept:
        each.event_id = event_id
        session.add(each)
    session.flush()
    _refuse_untenable(session, event, kept, now)
    subject = (event_id, f"event:{event_id}")
    audit.note(session, subject, (who, "quotas changed"), before, _kept_picture(kept), now)
    return offers.settle(session, event, who, now)


def step(session: Session, event_id: int, state: EventState, who: str, now: datetime) -> Moves:
    """Close the sign-up, cancel, postpone, or say that it was held. Open offers end with it, unless closed.

    Raises:
        NoSuchEvent: there is none.
        NotThatWay: that state can't follow, or an event that hasn't begun would have been held.
    """
    event = events.lock(session, event_id)
    by_hand = {EventState.CLOSED, EventState.CANCELLED, EventState.POSTPONED, EventState.HELD}
    if state not in by_hand or (state == EventState.HELD and now < event.starts_at):
        raise events.NotThatWay(event=event.id, title=event.title, state=event.state, wanted=str(state))
    events.move(session, event, state, who, now)
    return offers.settle(session, event, who, now)


def _refuse_over(event: Event) -> None:
    if not events.NEXT[EventState(event.state)]:
        raise events.NotThatWay(event=event.id, title=event.title, state=event.state, wanted=event.state)


def _refuse_untenable(session: Session, event: Event, kept: Sequence[Quota], now: datetime) -> None:
    if event.state == EventState.DRAFT:
        return
    if event.state in COMING:
        _refuse_unsound(event, unsound(event, kept))
    places = seats.count(session, event, now)
    if event.capacity is not None and not places.tenable:
        raise SeatsGivenAway(
            event=event.id, title=event.title, taken=places.taken.total(), capacity=event.capacity
        )


def _refuse_unsound(event: Event, wrong: tuple[str, ...]) -> None:
    if wrong:
        raise EventUnsound(event=event.id, fields=wrong)


def unsound(event: Event, kept: Sequence[Quota]) -> tuple[str, ...]:
    """Names of the columns that keep an event from being public, in the order of a form."""
    closes = event.closes_at or event.starts_at
    for_all = event.capacity is None
    checks = {
        "title": bool(event.title.strip()),
        "place": bool(event.place or event.center),
        "ends_at": event.ends_at > event.starts_at,
        "opens_at": event.opens_at is None or event.opens_at < closes,
        "closes_at": closes <= event.ends_at,
        "capacity": event.capacity is None or event.capacity > 0,
        "waiting": event.waiting is None or event.waiting >= 0,
        "oldest": event.oldest is None or event.oldest >= (event.youngest or 0),
        "fee": event.fee is None or event.fee >= 0,
        "quotas": not kept or (not for_all and _sound(event.capacity or 0, kept)),
    }
    return tuple(name for name, sound in checks.items() if not sound)


def _sound(capacity: int, kept: Sequence[Quota]) -> bool:
    enough = sum(each.seats for each in kept) <= capacity and all(each.seats > 0 for each in kept)
    named = all((each.area is not None) == (each.audience == quotas.Audience.AREA) for each in kept)
    return enough and named and len(kept) <= quotas.MOST


def _kept_picture(kept: Sequence[Quota]) -> dict[str, Any]:
    lines = [
        [
            each.audience,
            each.area,
            each.seats,
            each.releases_at and each.releases_at.astimezone(UTC).isoformat(),
        ]
        for each in kept
    ]
    return {"quotas": lines}
