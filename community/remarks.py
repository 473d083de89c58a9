"""What officers note at a sign-up: that somebody was called, and what callers said.

Notes are about people: they go when the sign-up's person is forgotten (`community/forgetting.py`).
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, Identity, Index, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import audit
from community.tables import Moment, Table

NOTE = "note"
LONGEST = 500  # characters


class Remark(Table):
    """One note; `about` is `note`, or what somebody was called about (once for each)."""

    __tablename__ = "remarks"
    __table_args__ = (
        Index("uq_remarks_about", "sign_up_id", "about", unique=True),
        Index("ix_remarks_by", "by"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    sign_up_id: Mapped[str] = mapped_column(ForeignKey("sign_ups.id"))
    about: Mapped[str]
    words: Mapped[str | None]
    by: Mapped[str]
    at: Mapped[Moment]


def keep(session: Session, sign_up_id: str, about: str, words: str | None, by: tuple[str, datetime]) -> None:
    """Keep a note; a later one about the same takes its place."""
    values = {"words": words and words[:LONGEST], "by": by[0], "at": by[1]}
    row = insert(Remark).values(sign_up_id=sign_up_id, about=about, **values)
    session.execute(row.on_conflict_do_update(index_elements=["sign_up_id", "about"], set_=values))


def of(session: Session, sign_ups: Collection[str], about: str) -> Mapping[str, Remark]:
    """The notes of these sign-ups about one thing."""
    rows = select(Remark).where(Remark.sign_up_id.in_(sign_ups), Remark.about == about)
    return {each.sign_up_id: each for each in session.scalars(rows)}


def forget_of(session: Session, sign_up_id: str) -> None:
    """Delete what was noted at a sign-up."""
    session.execute(delete(Remark).where(Remark.sign_up_id == sign_up_id))


def forget(session: Session, person: str) -> None:
    """Take an officer's mark off what they noted."""
    session.execute(update(Remark).where(Remark.by == person).values(by=audit.GONE))
