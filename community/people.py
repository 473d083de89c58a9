"""Who writes to us, as far as a channel tells: an id, and whether they have left.

No name, no telephone number: those belong to sign-ups and are asked for there.
"""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import deliveries
from community.tables import Moment, Table


class Person(Table):
    """`id` is `<channel>:<the channel's user id>`; `left_at` is set while they have blocked or left us."""

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str]
    since: Mapped[Moment]
    left_at: Mapped[Moment | None]


def welcome(session: Session, person: str, channel: str, now: datetime) -> bool:
    """Somebody came or came back; True when they are new."""
    row = insert(Person).values(id=person, channel=channel, since=now)
    known = session.get(Person, person)
    session.execute(row.on_conflict_do_update(index_elements=["id"], set_={"left_at": None}))
    return known is None


def farewell(session: Session, person: str, channel: str, now: datetime) -> None:
    """Somebody left: nothing more is tried for them."""
    row = insert(Person).values(id=person, channel=channel, since=now, left_at=now)
    session.execute(row.on_conflict_do_update(index_elements=["id"], set_={"left_at": now}))
    deliveries.cancel_open(session, person)


def has_left(session: Session, person: str) -> bool:
    """Whether somebody has blocked or left us; of whom we know nothing, hasn't."""
    known = session.get(Person, person)
    return known is not None and known.left_at is not None


def forget(session: Session, person: str) -> None:
    """Delete that somebody came to us, and when."""
    session.execute(delete(Person).where(Person.id == person))
