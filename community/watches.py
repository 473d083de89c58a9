"""「見つかったら知らせる」: what somebody wants to hear of, until when; and who was told of which event.

Events that fit when a watch begins count as told: they were just seen. What is said to whom, says
`handlers/watching.py`; what an event has to be, `community/searches.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Identity,
    Index,
    Integer,
    delete,
    func,
    literal,
    or_,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import searches
from community.events import TAKING, Event
from community.people import Person
from community.searches import Search
from community.tables import Document, Moment, Table

MOST = 5  # open ones of a person
LASTS = timedelta(days=90)  # unless it names days
_AT_ONCE = 50  # watches looked at in one statement
# A change that was under way while others were looked at has an earlier time than they.
_UNDER_WAY = timedelta(minutes=10)


class Watch(Table):
    """What a person watches for, until when. `seen_at`: events changed before it were looked at."""

    __tablename__ = "watches"
    __table_args__ = (
        Index("ix_watches_person", "person"),
        Index("ix_watches_open", "until", postgresql_where=text("ended_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    person: Mapped[str]
    wish: Mapped[Document]
    created_at: Mapped[Moment]
    until: Mapped[Moment]
    seen_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]

    @property
    def search(self) -> Search:
        """What is watched for."""
        return searches.read(self.wish)


class Telling(Table):
    """An event that a watch need not be told of any more."""

    __tablename__ = "watch_tellings"

    watch_id: Mapped[int] = mapped_column(ForeignKey("watches.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)


@dataclass(frozen=True, slots=True)
class Begun:
    """A watch that has begun, the oldest of too many that ended for it, and whether it was there already."""

    watch: Watch
    replaced: Watch | None = None
    known: bool = False


def create(session: Session, person: str, search: Search, now: datetime) -> Begun:
    """Watch for what fits a search. The same again changes nothing; one too many replaces the oldest."""
    mine = of_person(session, person, now)
    wish = searches.written(search)
    for each in mine:
        if each.wish == wish:
            return Begun(each, known=True)
    replaced = mine[0] if len(mine) >= MOST else None
    if replaced is not None:
        replaced.ended_at = now
    watch = Watch(person=person, wish=wish, created_at=now, until=_until(search, now), seen_at=now)
    session.add(watch)
    session.flush()
    there = select(literal(watch.id, Integer), Event.id).where(*searches.conditions(search, now))
    session.execute(insert(Telling).from_select(["watch_id", "event_id"], there))
    return Begun(watch, replaced)


def of_person(session: Session, person: str, now: datetime) -> Sequence[Watch]:
    """A person's open watches, the oldest first."""
    mine = _open(now).where(Watch.person == person)
    return session.scalars(mine.order_by(Watch.created_at, Watch.id)).all()


def end(session: Session, watch_id: int, person: str, now: datetime) -> bool:
    """Stop watching; False when it isn't this person's, or has ended already."""
    mine = (Watch.id == watch_id, Watch.person == person, Watch.ended_at.is_(None))
    ended = session.execute(update(Watch).where(*mine).values(ended_at=now).returning(Watch.id))
    return ended.first() is not None


def matches(session: Session, event: Event, now: datetime) -> list[Watch]:
    """The watches to be told of an event now. Whoever is returned won't be again for this event."""
    told = select(Telling.watch_id).where(Telling.event_id == event.id)
    here = or_(Person.id.is_(None), Person.left_at.is_(None))
    watching = _open(now).outerjoin(Person, Person.id == Watch.person).where(here, Watch.id.not_in(told))
    watches = {each.id: each for each in session.scalars(watching.order_by(Watch.id))}
    fitting = [id_ for ids in _parts(list(watches)) for id_ in _fitting(session, event, ids, watches, now)]
    if not fitting:
        return []
    rows = [{"watch_id": id_, "event_id": event.id} for id_ in fitting]
    fresh = insert(Telling).values(rows).on_conflict_do_nothing().returning(Telling.watch_id)
    return [watches[id_] for id_ in sorted(session.scalars(fresh))]


def news(session: Session, now: datetime) -> list[tuple[Watch, Event]]:
    """Whom to tell of which events that changed or opened since watches were looked at; each once."""
    since = session.scalar(_open(now).with_only_columns(func.min(Watch.seen_at)))
    if since is None:
        return []
    changed = Event.changed_at > since - _UNDER_WAY
    opened = Event.opens_at.between(since - _UNDER_WAY, now)
    fresh = select(Event).where(or_(changed, opened), Event.state.in_(TAKING))
    found = [
        (watch, event)
        for event in session.scalars(fresh.order_by(Event.starts_at, Event.id)).all()
        for watch in matches(session, event, now)
    ]
    session.execute(update(Watch).where(Watch.ended_at.is_(None), Watch.until > now).values(seen_at=now))
    return found


def tidy(session: Session, before: datetime) -> None:
    """Delete the watches that ended or were over before a time."""
    over = select(Watch.id).where(or_(Watch.ended_at < before, Watch.until < before))
    _delete(session, over)


def forget(session: Session, person: str) -> None:
    """Delete what a person watches for."""
    _delete(session, select(Watch.id).where(Watch.person == person))


def _delete(session: Session, ids: Any) -> None:
    session.execute(delete(Telling).where(Telling.watch_id.in_(ids)))
    session.execute(delete(Watch).where(Watch.id.in_(ids)))


def _open(now: datetime) -> Any:
    return select(Watch).where(Watch.ended_at.is_(None), Watch.until > now)


def _until(search: Search, now: datetime) -> datetime:
    if search.last is None:
        return now + LASTS
    return searches.begin_of(search.last + timedelta(days=1))


def _parts(ids: list[int]) -> list[list[int]]:
    return [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]


def _fitting(
    session: Session, event: Event, ids: list[int], watches: dict[int, Watch], now: datetime
) -> list[int]:
    """Those of some watches that an event fits, in one statement."""
    each = [
        select(literal(id_, Integer)).where(
            Event.id == event.id, *searches.conditions(watches[id_].search, now)
        )
        for id_ in ids
    ]
    return list(session.scalars(union_all(*each)))
