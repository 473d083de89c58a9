"""Four eyes: what residents will see is asked for by one and approved by another.

A request holds the version of what was looked at; what has changed since must be looked at again. What is
then done with it is decided where it belongs (`community/desk.py`, `community/news.py`).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Index, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community.errors import Refusal
from community.tables import Moment, Table


class Approval(Table):
    """A request about `subject` (`event:<id>`, `news:<id>`) that waits; `version` is what was looked at."""

    __tablename__ = "approvals"
    __table_args__ = (Index("ix_approvals_body", "body"),)

    subject: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str | None]
    version: Mapped[str]
    asked_by: Mapped[str]
    asked_at: Mapped[Moment]


class NotAsked(Refusal):
    """Nobody has asked for it (any more). Facts: none."""

    template = "not_asked"


class SecondPerson(Refusal):
    """Who asked can't approve: it takes another. Facts: none."""

    template = "second_person"


class ChangedSince(Refusal):
    """It isn't what was looked at any more. Facts: none."""

    template = "changed_since"


def ask(session: Session, subject: str, body: str | None, version: str, by: tuple[str, datetime]) -> None:
    """Ask for approval of a version; asked again, the newest counts."""
    values = {"body": body, "version": version, "asked_by": by[0], "asked_at": by[1]}
    row = insert(Approval).values(subject=subject, **values)
    session.execute(row.on_conflict_do_update(index_elements=["subject"], set_=values))


def approve(session: Session, subject: str, version: str, who: str) -> Approval:
    """Say yes to the version that was asked for; the request is then over.

    Raises:
        NotAsked: nothing waits.
        SecondPerson: who asked is who says yes.
        ChangedSince: another version was asked for, or is there now (`version`).
    """
    asked = pending(session, subject)
    if asked is None:
        raise NotAsked
    if asked.asked_by == who:
        raise SecondPerson
    if asked.version != version:
        raise ChangedSince
    session.delete(asked)
    session.flush()
    return asked


def withdraw(session: Session, subject: str) -> None:
    """Nothing waits any more."""
    session.execute(delete(Approval).where(Approval.subject == subject))
    session.expire_all()


def pending(session: Session, subject: str) -> Approval | None:
    """The request that waits, under its lock."""
    return session.get(Approval, subject, with_for_update=True, populate_existing=True)


def waiting(
    session: Session, bodies: Iterable[str | None], *, everything: bool = False
) -> Sequence[Approval]:
    """What waits for these bodies (None: for what is no body's), or everything, the oldest first."""
    names = set(bodies)
    rows = select(Approval).order_by(Approval.asked_at)
    if not everything:
        nobodys = [Approval.body.is_(None)] if None in names else []
        rows = rows.where(or_(Approval.body.in_(names - {None}), *nobodys))
    return session.scalars(rows).all()


def forget(session: Session, person: str) -> None:
    """What somebody who is forgotten had asked for waits no more."""
    session.execute(delete(Approval).where(Approval.asked_by == person))


def pass_on(session: Session, person: str, successor: str, body: str | None) -> None:
    """What somebody had asked for a body is now asked by their successor."""
    theirs = update(Approval).where(Approval.asked_by == person)
    mine = theirs if body is None else theirs.where(Approval.body == body)
    session.execute(mine.values(asked_by=successor))
