"""Whom residents follow: the bodies (地域協働体) of which they want to hear."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community.tables import Moment, Table


class Follow(Table):
    """A person follows a body, since when."""

    __tablename__ = "follows"
    __table_args__ = (Index("ix_follows_body", "body"),)

    person: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(ForeignKey("bodies.name"), primary_key=True)
    since: Mapped[Moment]


def follow(session: Session, person: str, body: str, now: datetime) -> bool:
    """Follow a body that there is; False when they did already."""
    row = insert(Follow).values(person=person, body=body, since=now).on_conflict_do_nothing()
    return session.execute(row.returning(Follow.body)).first() is not None


def end(session: Session, person: str, body: str) -> bool:
    """Follow it no more; False when they didn't."""
    mine = delete(Follow).where(Follow.person == person, Follow.body == body)
    return session.execute(mine.returning(Follow.body)).first() is not None


def of_person(session: Session, person: str) -> Sequence[str]:
    """The names of the bodies somebody follows."""
    return session.scalars(select(Follow.body).where(Follow.person == person).order_by(Follow.body)).all()


def forget(session: Session, person: str) -> None:
    """Delete whom a person follows."""
    session.execute(delete(Follow).where(Follow.person == person))
