"""Public events by what somebody looks for, page by page, the earliest first.

For people who look through a list. What a sentence means, and what is near to it, is not known here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from community.audit import Entry
from community.events import Event, EventState

_WORDS_ARE_IN = (
    Event.title,
    Event.description,
    Event.body,
    Event.place,
    Event.center,
    Event.area,
    Event.stage,
    Event.field,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. Events that last into the time from `begin` until before `end`.

    `over`: only what has ended by then. `ages`: somebody of these ages (both included) may come. `words` all
    have to be in it. None or empty: no matter.
    """

    begin: datetime | None = None
    end: datetime | None = None
    over: datetime | None = None
    kind: str | None = None
    ages: tuple[int, int] | None = None
    area: str | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One page of events, and how many there are on all pages."""

    events: Sequence[Event]
    number: int


def look(session: Session, wanted: Wanted, size: int, page: int = 1, *, latest: bool = False) -> Found:
    """The page with this number (from 1) of `size` events; `latest`: those first."""
    wish = _wish(wanted)
    order = (Event.starts_at.desc(), Event.id.desc()) if latest else (Event.starts_at, Event.id)
    there = select(Event).where(wish).order_by(*order).limit(size).offset((page - 1) * size)
    number = session.scalar(select(func.count()).select_from(Event).where(wish)) or 0
    return Found(session.scalars(there).all(), number)


def _wish(wanted: Wanted) -> ColumnElement[bool]:
    wishes: list[ColumnElement[bool]] = [Event.state != EventState.DRAFT]
    if wanted.begin is not None:
        wishes.append(Event.ends_at > wanted.begin)
    if wanted.end is not None:
        wishes.append(Event.starts_at < wanted.end)
    if wanted.over is not None:
        wishes.append(Event.ends_at <= wanted.over)
    if wanted.kind is not None:
        wishes.append(Event.kind == wanted.kind)
    if wanted.area is not None:
        wishes.append(Event.area == wanted.area)
    if wanted.ages is not None:
        lowest, highest = wanted.ages
        wishes.append(or_(Event.youngest.is_(None), Event.youngest <= highest))
        wishes.append(or_(Event.oldest.is_(None), Event.oldest >= lowest))
    return and_(*wishes, *map(_holds, wanted.words))


def _holds(word: str) -> ColumnElement[bool]:
    return or_(*(column.icontains(word, autoescape=True) for column in _WORDS_ARE_IN))


def everything(session: Session, *, drafts: bool = False) -> Sequence[Event]:
    """All events, the earliest first; public ones only unless `drafts`."""
    there = select(Event) if drafts else select(Event).where(Event.state != EventState.DRAFT)
    return session.scalars(there.order_by(Event.starts_at, Event.id)).all()


@dataclass(frozen=True, slots=True)
class Changes:
    """How often an event, its sessions and shifts have changed, and when they last did."""

    number: int = 0
    last: datetime | None = None


UNCHANGED = Changes()


def changes(session: Session, events: Collection[int]) -> Mapping[int, Changes]:
    """What the trail says of each of these events; sign-ups don't count."""
    rows = (
        select(Entry.event_id, func.count(), func.max(Entry.at))
        .where(Entry.event_id.in_(events), ~Entry.subject.startswith("sign_up:"))
        .group_by(Entry.event_id)
    )
    return {event: Changes(number, last) for event, number, last in session.execute(rows) if event}
