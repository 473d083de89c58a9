"""One content to many people (ADR 0010): who gets it, in which chunk, and how far it has come.

A chunk is a row of `deliveries`, held until its broadcast is released. What it says is written above; who
wants what is `community/reception.py`'s, what is left of the month `community/allowance.py`'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    ForeignKey,
    Identity,
    Index,
    Integer,
    Select,
    String,
    case,
    cast,
    delete,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import reception
from community.deliveries import OPEN_STATES, Delivery, DeliveryState
from community.errors import Refusal
from community.people import Person
from community.profiles import Profile
from community.reception import CAP, CAP_FOR
from community.tables import Moment, Table

PREFIX = "many:"  # of the ids of deliveries that are chunks
AT_ONCE = {"line": 500}  # people a call takes; elsewhere each is told alone


class BroadcastState(StrEnum):
    """waiting → sending → done; refused for want of messages, paused and recalled by somebody."""

    WAITING = "waiting"
    SENDING = "sending"
    PAUSED = "paused"
    REFUSED = "refused"
    RECALLED = "recalled"
    DONE = "done"


class Broadcast(Table):
    """One content; officers call it by its `number`.

    `why` it came, as people read it; `urgent`: why it passes caps and hours, if it does. `people` get it,
    `counted` of them at the cost of a message of the month. `trouble` is why it was stopped.
    """

    __tablename__ = "broadcasts"
    __table_args__ = (
        Index("ix_broadcasts_body", "body", "created_at"),
        Index("ix_broadcasts_created_at", "created_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(Identity(), unique=True)
    kind: Mapped[str]
    body: Mapped[str | None]
    title: Mapped[str]
    why: Mapped[str]
    urgent: Mapped[str | None]
    state: Mapped[str]
    people: Mapped[int] = mapped_column(server_default="0")
    counted: Mapped[int] = mapped_column(server_default="0")
    trouble: Mapped[str | None]
    created_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]


class Recipient(Table):
    """A person who gets a broadcast, by the delivery that carries it, at the earliest then."""

    __tablename__ = "recipients"
    __table_args__ = (Index("ix_recipients_person", "person"), Index("ix_recipients_delivery", "delivery"))

    broadcast: Mapped[str] = mapped_column(ForeignKey("broadcasts.id"), primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    delivery: Mapped[str]
    at: Mapped[Moment]


@dataclass(frozen=True, slots=True)
class Chunk:
    """One call: its delivery's id, its channel, when; `person` where a call takes one only."""

    delivery: str
    channel: str
    at: datetime
    person: str


class NoSuchBroadcast(Refusal):
    """There is none. Facts: `broadcast`."""

    template = "no_such_broadcast"


class BroadcastNotThatWay(Refusal):
    """It can't be paused, resumed or recalled any more. Facts: `title`, `state`."""

    template = "broadcast_not_that_way"


def begin(session: Session, broadcast: Broadcast, people: Select[str], now: datetime) -> int:
    """Write down who gets it, once: of these people (ids) those who want it now. How many they are.

    The same id again changes nothing, and says how many they were.
    """
    columns = {"state": BroadcastState.WAITING, "created_at": now, "people": 0, "counted": 0}
    given = {name: getattr(broadcast, name) for name in ("id", "kind", "body", "title", "why", "urgent")}
    fresh = insert(Broadcast).values(**given, **columns).on_conflict_do_nothing().returning(Broadcast.id)
    if session.scalar(fresh) is not None:
        names = [each.name for each in Recipient.__table__.columns]
        session.execute(insert(Recipient).from_select(names, _chosen(broadcast, people, now)))
        _count(session, broadcast.id)
    return session.get_one(Broadcast, broadcast.id, populate_existing=True).people


def _chosen(broadcast: Broadcast, people: Select[str], now: datetime) -> Select[tuple[object, ...]]:
    """Broadcast, person, delivery and moment of each who wants it."""
    at = literal(now) if broadcast.urgent else reception.when(now)
    rows = select(Person.id, Person.channel, at.label("at")).outerjoin(Profile, Profile.person == Person.id)
    rows = rows.where(Person.id.in_(people), Person.left_at.is_(None))
    if not broadcast.urgent:
        rows = rows.where(
            reception.wants(reception.Kind(broadcast.kind)), Person.id.not_in(_told_enough(now))
        )
    who = rows.subquery()
    number = func.row_number().over(partition_by=(who.c.channel, who.c.at), order_by=who.c.id) - 1
    chunks = [
        (
            who.c.channel == channel,
            func.concat(
                func.to_char(func.timezone("UTC", who.c.at), "MMDDHH24MI"),
                "-",
                func.lpad(cast(cast(number, Integer) // size, String), 5, "0"),
            ),
        )
        for channel, size in AT_ONCE.items()
    ]
    delivery = func.concat(f"{PREFIX}{broadcast.id}/", case(*chunks, else_=who.c.id))
    return select(literal(broadcast.id), who.c.id, delivery, who.c.at)


def _told_enough(now: datetime) -> Select[str]:
    """Who has had as many such messages as may be, these days."""
    recent = select(Recipient.person).join(Broadcast, Broadcast.id == Recipient.broadcast)
    went = Broadcast.state.not_in((BroadcastState.REFUSED, BroadcastState.RECALLED))
    recent = recent.where(Broadcast.created_at > now - CAP_FOR, Broadcast.urgent.is_(None), went)
    return recent.group_by(Recipient.person).having(func.count() >= CAP)


def _count(session: Session, broadcast_id: str) -> None:
    channel = func.split_part(Recipient.person, ":", 1)
    counted = func.count().filter(channel.in_(AT_ONCE))
    number, cost = session.execute(
        select(func.count(), counted).where(Recipient.broadcast == broadcast_id)
    ).one()
    row = update(Broadcast).where(Broadcast.id == broadcast_id).values(people=number, counted=cost)
    session.execute(row)


def chunks(session: Session, broadcast_id: str) -> Sequence[Chunk]:
    """The calls it takes, in order."""
    channel = func.split_part(func.min(Recipient.person), ":", 1)
    rows = select(Recipient.delivery, channel, func.min(Recipient.at), func.min(Recipient.person))
    rows = rows.where(Recipient.broadcast == broadcast_id).group_by(Recipient.delivery)
    return [Chunk(*row) for row in session.execute(rows.order_by(func.min(Recipient.at), Recipient.delivery))]


def audience(session: Session, delivery_id: str) -> Sequence[str]:
    """Who gets a chunk now: the channel's own ids of those who are still there."""
    rows = select(func.substr(Recipient.person, func.strpos(Recipient.person, ":") + 1))
    rows = rows.join(Person, Person.id == Recipient.person).where(Recipient.delivery == delivery_id)
    return session.scalars(rows.where(Person.left_at.is_(None)).order_by(Recipient.person)).all()


def reached(broadcast_id: str) -> Select[str]:
    """The people whom it reached, or may have reached."""
    gone = (DeliveryState.SENT, DeliveryState.TRYING, DeliveryState.UNKNOWN)
    rows = select(Recipient.person).join(Delivery, Delivery.id == Recipient.delivery)
    return rows.where(Recipient.broadcast == broadcast_id, Delivery.state.in_(gone))


def get(session: Session, broadcast_id: str, *, lock: bool = False) -> Broadcast:
    """A broadcast. Raises `NoSuchBroadcast`."""
    found = session.get(Broadcast, broadcast_id, with_for_update=lock or None, populate_existing=True)
    if found is None:
        raise NoSuchBroadcast(broadcast=broadcast_id)
    return found


def numbered(session: Session, number: int) -> Broadcast:
    """A broadcast by its number. Raises `NoSuchBroadcast`."""
    found = session.scalar(select(Broadcast).where(Broadcast.number == number))
    if found is None:
        raise NoSuchBroadcast(broadcast=number)
    return found


def waiting(session: Session) -> Sequence[str]:
    """The ids of those that wait for their release."""
    rows = select(Broadcast.id).where(Broadcast.state == BroadcastState.WAITING)
    return session.scalars(rows.order_by(Broadcast.created_at)).all()


def forget(session: Session, person: str) -> None:
    """Delete what a person got, and was about to get."""
    session.execute(delete(Recipient).where(Recipient.person == person))


def tidy(session: Session, before: datetime) -> None:
    """Delete what was begun before a time and has ended."""
    old = select(Broadcast.id).where(Broadcast.created_at < before, Broadcast.ended_at.is_not(None))
    session.execute(delete(Recipient).where(Recipient.broadcast.in_(old)))
    session.execute(delete(Broadcast).where(Broadcast.id.in_(old)))


def open_chunks(session: Session, broadcast_id: str) -> int:
    """How many of its calls are still to be made."""
    mine = Delivery.id.startswith(f"{PREFIX}{broadcast_id}/", autoescape=True)
    still = (*OPEN_STATES, DeliveryState.HELD)
    return session.scalar(select(func.count()).where(mine, Delivery.state.in_(still))) or 0
