"""What has come in: one row for each event of a channel, stored before it is acknowledged.

The primary key is the channel and its own event id, so a redelivered event falls on the row it made the
first time. What is done with an arrival is decided in `handlers`; when, in `bot/engine.py`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Index, Select, Text, bindparam, cast, delete, exists, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from community.audit import GONE
from community.tables import Document, Moment, Table

ERASED: Mapping[str, Any] = {"erased": True}


class ArrivalState(StrEnum):
    """waiting → handled, or failed after its tries; ignored when there is nothing to answer."""

    WAITING = "waiting"
    HANDLED = "handled"
    IGNORED = "ignored"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Arriving:
    """An event as a door hands it over: verified, not yet stored.

    `id` is `<channel>:<the channel's event id>`; `person` orders the work: one person's events run one
    after another. `ignored` says why an event wants no answer (it is stored all the same).
    """

    id: str
    channel: str
    person: str
    body: Mapping[str, Any]
    message: str | None = None
    ignored: str | None = None


class Arrival(Table):
    """One event. `message` is the channel's id of the message, by which an unsent one is found again.

    `failures` counts handlers that raised, `taken_up` how often somebody went on where another stopped.
    """

    __tablename__ = "arrivals"
    __table_args__ = (
        Index("ix_arrivals_waiting", "received_at", postgresql_where=text("state = 'waiting'")),
        Index("ix_arrivals_message", "channel", "message"),
        Index("ix_arrivals_received_at", "received_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str]
    person: Mapped[str]
    message: Mapped[str | None]
    body: Mapped[Document]
    state: Mapped[str]
    note: Mapped[str | None]
    failures: Mapped[int] = mapped_column(server_default="0")
    taken_up: Mapped[int] = mapped_column(server_default="0")
    received_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]


def take_in(session: Session, arriving: Sequence[Arriving], now: datetime) -> set[str]:
    """Store events that are new; return the ids of those that are, and that want an answer."""
    if not arriving:
        return set()
    statement = insert(Arrival).on_conflict_do_nothing(index_elements=["id"]).returning(Arrival.id)
    fresh = set(session.scalars(statement, [_row(each, now) for each in arriving]))
    return {each.id for each in arriving if each.id in fresh and not each.ignored}


def _row(arriving: Arriving, now: datetime) -> dict[str, Any]:
    return {
        "id": arriving.id,
        "channel": arriving.channel,
        "person": arriving.person,
        "message": arriving.message,
        "body": dict(arriving.body),
        "state": ArrivalState.IGNORED if arriving.ignored else ArrivalState.WAITING,
        "note": arriving.ignored,
        "received_at": now,
        "finished_at": now if arriving.ignored else None,
    }


class Claimed(NamedTuple):
    """An arrival as its handler needs it, under its row lock."""

    id: str
    channel: str
    person: str
    body: Mapping[str, Any]
    state: str
    received_at: datetime
    taken_back: bool


def _claim() -> Select[*tuple[Any, ...]]:
    other = aliased(Arrival)
    taken_back = exists().where(
        other.channel == Arrival.channel,
        other.message == Arrival.message,
        other.id != Arrival.id,
        cast(other.body, Text) == json.dumps(ERASED),
    )
    wanted = select(
        Arrival.id,
        Arrival.channel,
        Arrival.person,
        Arrival.body,
        Arrival.state,
        Arrival.received_at,
        taken_back.label("taken_back"),
    )
    return wanted.where(Arrival.id == bindparam("arrival_id")).with_for_update(of=Arrival)


# Built once: this and `_FINISH` are run for every message, and building them costs more than running them.
_CLAIM = _claim()
_FINISH = (
    update(Arrival.__table__)  # type: ignore[arg-type]
    .where(Arrival.id == bindparam("arrival_id"))
    .values(state=bindparam("new_state"), finished_at=bindparam("at"), note=bindparam("why"))
)


def claim(session: Session, arrival_id: str) -> Claimed | None:
    """The arrival under its row lock: whoever else works on it waits, and then finds it done.

    `taken_back`: its sender has unsent it, maybe before it came (redelivery can reorder).
    """
    found = session.execute(_CLAIM, {"arrival_id": arrival_id}).one_or_none()
    if found is None:
        return None
    taken_back = found.taken_back or found.body == ERASED
    return Claimed(
        found.id, found.channel, found.person, found.body, found.state, found.received_at, taken_back
    )


def finish(
    session: Session, arrival_id: str, state: ArrivalState, now: datetime, note: str | None = None
) -> None:
    """Close an arrival; it is never handled again."""
    session.connection().execute(
        _FINISH, {"arrival_id": arrival_id, "new_state": state, "at": now, "why": note}
    )


def stumble(session: Session, arrival_id: str) -> int:
    """Count a handler's failure and return how often it has failed now."""
    statement = update(Arrival).where(Arrival.id == arrival_id).values(failures=Arrival.failures + 1)
    return session.execute(statement.returning(Arrival.failures)).scalar_one()


def take_up_again(session: Session, arrival_id: str) -> int:
    """Count that somebody goes on where another stopped; return how often that has been (0: it is gone)."""
    statement = update(Arrival).where(Arrival.id == arrival_id).values(taken_up=Arrival.taken_up + 1)
    return session.execute(statement.returning(Arrival.taken_up)).scalar() or 0


def erase(session: Session, channel: str, message: str) -> int:
    """Forget the words of a message its sender took back; return how many rows held it."""
    statement = update(Arrival).where(Arrival.channel == channel, Arrival.message == message)
    return len(session.scalars(statement.values(body=dict(ERASED)).returning(Arrival.id)).all())


def forget_person(session: Session, person: str, heard: str | None = None) -> None:
    """Forget what somebody wrote and that it was them; also in `heard`, the arrival that is being handled."""
    mine = update(Arrival).where(
        Arrival.person == person, or_(Arrival.state != ArrivalState.WAITING, Arrival.id == heard)
    )
    session.execute(mine.values(body=dict(ERASED), person=GONE, message=None))


def waiting_since(session: Session) -> datetime | None:
    """When the oldest unanswered arrival came in; None when nobody waits."""
    oldest = select(Arrival.received_at).where(Arrival.state == ArrivalState.WAITING)
    return session.scalar(oldest.order_by(Arrival.received_at).limit(1))


def overdue(session: Session, before: datetime, limit: int = 500) -> Sequence[Arrival]:
    """Arrivals that wait since before `before`, oldest first: what the sweep looks at."""
    statement = select(Arrival).where(Arrival.state == ArrivalState.WAITING, Arrival.received_at < before)
    return session.scalars(statement.order_by(Arrival.received_at).limit(limit)).all()


def forget(session: Session, before: datetime) -> int:
    """Delete finished arrivals received before `before` (data is kept only as long as it is needed)."""
    old = delete(Arrival).where(Arrival.received_at < before, Arrival.state != ArrivalState.WAITING)
    return len(session.scalars(old.returning(Arrival.id)).all())
