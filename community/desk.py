"""What officers do with the events of their body: each step asks whether it is theirs to do, then does it.

The rules of events themselves are `community/organizing.py`; what an event runs into, `community/clashes.py`.
`version` is the event as somebody saw it: over a newer one nothing is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from community import approvals, audit, bodies, events, offices, organizing, quotas
from community.errors import Refusal
from community.events import Event, EventState
from community.offers import NOBODY, Moves
from community.offices import Act
from community.quotas import Quota

# A copy has these anew: its days are not known yet, and nobody has seen it.
_NOT_COPIED = frozenset({"id", "state", "created_at", "changed_at", "due_at", "series", "body", "partner"})


class Conflict(Refusal):
    """Somebody else was faster. Facts: `event`, `by`, `at`, `changes` (column: what it is now), `version`."""

    template = "desk_conflict"


@dataclass(frozen=True, slots=True)
class Step:
    """What became of an event; `before`: its columns as they were; `moves`: whose places moved.

    `waits`: who can approve, when it takes a second person and nobody has yet.
    """

    event: Event
    before: Mapping[str, Any]
    moves: Moves = NOBODY
    waits: tuple[str, ...] = ()


def version(event: Event) -> str:
    """The event as it is now, as somebody sees it."""
    return event.changed_at.isoformat()


def look(session: Session, event_id: int, who: str, act: Act, now: datetime) -> Event:
    """An event of somebody's body, drafts too.

    Raises:
        NoSuchEvent, NotYours: there is none, or it is another's.
    """
    event = session.get(Event, event_id, populate_existing=True)
    if event is None:
        raise events.NoSuchEvent(event=event_id)
    allow(session, event, who, act, now)
    return event


def allow(session: Session, event: Event, who: str, act: Act, now: datetime) -> None:
    """Let somebody go on if it is theirs to do for the event's body, or for the second one of a joint event.

    Raises:
        NotYours: it isn't.
    """
    if event.partner is not None and offices.standing(session, who, now).may(act, event.partner):
        return
    offices.require(session, who, act, event.body, now)


def draft(session: Session, event: Event, who: str, now: datetime) -> Event:
    """Begin an event for a body.

    Raises:
        NotYours, NoSuchBody: the body isn't theirs, or there is none.
    """
    offices.require(session, who, Act.EDIT, event.body, now)
    if event.body is not None:
        bodies.get(session, event.body)
    return organizing.draft(session, event, who, now)


def copy(session: Session, event_id: int, body: str | None, who: str, now: datetime) -> Event:
    """Draft the same for a body, also from another body's public event: with its quotas, without its people.

    Raises:
        NoSuchEvent: there is none that they may see.
        NotYours, NoSuchBody: the body isn't theirs, or there is none.
    """
    model = session.get(Event, event_id)
    if model is None:
        raise events.NoSuchEvent(event=event_id)
    if model.state == EventState.DRAFT:
        allow(session, model, who, Act.SEE, now)
    same = {name: getattr(model, name) for name in set(Event.__table__.columns.keys()) - _NOT_COPIED}
    made = draft(session, Event(**same, body=body), who, now)
    kept = [
        Quota(audience=each.audience, area=each.area, seats=each.seats, releases_at=each.releases_at)
        for each in quotas.of_event(session, event_id)
    ]
    if kept:
        organizing.keep(session, made.id, kept, who, now)
    return made


def edit(
    session: Session,
    event_id: int,
    seen: str,
    change: tuple[Mapping[str, Any], Sequence[Quota] | None],
    by: tuple[str, datetime],
) -> Step:
    """Change columns, and quotas if given, of the event that was `seen`.

    Raises:
        NoSuchEvent, NotYours, NotThatWay, EventUnsound, SeatsGivenAway: as `organizing.change`.
        Conflict: it was changed since.
    """
    who, now = by
    event = _locked(session, event_id, who, Act.EDIT, now)
    _refuse_stale(session, event, seen)
    before = _columns(event)
    columns, kept = change
    body, partner = columns.get("body", event.body), columns.get("partner", event.partner)
    if body not in (event.body, event.partner):
        offices.require(session, who, Act.EDIT, body, now)
    if partner is not None and partner != event.partner:
        bodies.get(session, partner)
    moves = organizing.change(session, event_id, columns, who, now)
    if kept is not None and _kept(kept) != _kept(quotas.of_event(session, event_id)):
        later = organizing.keep(session, event_id, kept, who, now)
        moves = Moves(moves.offered + later.offered, moves.expired + later.expired)
    approvals.withdraw(session, f"event:{event_id}")  # it was asked for what it was before
    return Step(events.lock(session, event_id), before, moves)


def publish(session: Session, event_id: int, seen: str, who: str, now: datetime) -> Step:
    """Let residents see the event that was `seen`: at once, or once a second person has approved.

    Raises:
        NoSuchEvent, NotYours, NotThatWay, EventUnsound: as `organizing.publish`.
        Conflict: it was changed since.
    """
    event = _locked(session, event_id, who, Act.EDIT, now)
    _refuse_stale(session, event, seen)
    before = _columns(event)
    if not bodies.needs_second(session, event.body):
        return Step(event, before, organizing.publish(session, event_id, who, now))
    # What can't be published isn't worth anybody's second look.
    organizing.publishable(session, event, now)
    approvals.ask(session, f"event:{event_id}", event.body, version(event), (who, now))
    subject = (event_id, f"event:{event_id}")
    audit.note(session, subject, (who, "asked to publish"), {}, {"version": version(event)}, now)
    return Step(event, before, waits=approvers(session, event, who, now))


def approve(session: Session, event_id: int, seen: str, who: str, now: datetime) -> Step:
    """The second person's yes: the event that was `seen` is published.

    Raises:
        NotAsked, SecondPerson, ChangedSince: as `approvals.approve`.
        NoSuchEvent, NotYours, NotThatWay, EventUnsound: as `organizing.publish`.
    """
    event = _locked(session, event_id, who, Act.APPROVE, now)
    if version(event) != seen:
        raise approvals.ChangedSince
    before = _columns(event)
    approvals.approve(session, f"event:{event_id}", version(event), who)
    return Step(event, before, organizing.publish(session, event_id, who, now))


def send_back(session: Session, event_id: int, why: str, who: str, now: datetime) -> str:
    """The second person's no, with a reason for who asked, whose mark is returned.

    Raises:
        NoSuchEvent, NotYours: there is none, or it isn't theirs.
        NotAsked: nothing waits.
    """
    event = _locked(session, event_id, who, Act.APPROVE, now)
    asked = approvals.pending(session, f"event:{event_id}")
    if asked is None:
        raise approvals.NotAsked
    by = asked.asked_by
    approvals.withdraw(session, f"event:{event_id}")
    audit.note(session, (event_id, f"event:{event.id}"), (who, "sent back"), {}, {"why": why}, now)
    return by


def step(session: Session, event_id: int, state: EventState, seen: str, by: tuple[str, datetime]) -> Step:
    """Close the sign-up, cancel, postpone, or say that it was held.

    Raises:
        NoSuchEvent, NotYours, NotThatWay: as `organizing.step`.
        Conflict: it was changed since.
    """
    who, now = by
    event = _locked(session, event_id, who, Act.EDIT, now)
    if event.state != state:
        _refuse_stale(session, event, seen)
    before = _columns(event)
    moves = organizing.step(session, event_id, state, who, now)
    approvals.withdraw(session, f"event:{event_id}")
    return Step(event, before, moves)


def approvers(session: Session, event: Event, but: str, now: datetime) -> tuple[str, ...]:
    """Who else may approve an event: the officers and liaisons of its body, and of the second one."""
    second = offices.others(session, event.partner, but, now) if event.partner else ()
    return tuple(dict.fromkeys((*offices.others(session, event.body, but, now), *second)))


def _locked(session: Session, event_id: int, who: str, act: Act, now: datetime) -> Event:
    event = events.lock(session, event_id)
    allow(session, event, who, act, now)
    return event


def _refuse_stale(session: Session, event: Event, seen: str) -> None:
    if version(event) == seen:
        return
    # What the others did since, as the trail tells it: the newest value of each column.
    since = [
        each
        for each in audit.trail(session, event.id, f"event:{event.id}")
        if each.at > datetime.fromisoformat(seen)
    ]
    changes = {name: value for each in since for name, value in each.after.items()}
    raise Conflict(
        event=event.id,
        title=event.title,
        by=since[-1].who if since else "",
        at=event.changed_at,
        changes=changes,
        version=version(event),
    )


def _columns(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in Event.__table__.columns.keys()}  # noqa: SIM118


def _kept(kept: Sequence[Quota]) -> list[tuple[object, ...]]:
    return sorted((str(each.audience), each.area or "", each.seats, str(each.releases_at)) for each in kept)
