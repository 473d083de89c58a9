"""Forms that must be answered in their own request: done once, however often they are sent.

Of a form only its key and the answer it got are kept, never what was typed.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community.tables import Document, Moment, Table

KEPT = timedelta(days=1)  # the platform forgets a form that is open for longer


class Submission(Table):
    """`key` is the form as it was shown (its id and version); `answer` what it was told."""

    __tablename__ = "submissions"

    key: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[Document]
    at: Mapped[Moment]


def claim(session: Session, key: str, now: datetime) -> Mapping[str, Any] | None:
    """Take a form on: None when it is new. Else the answer it got; who is at it just now is waited for."""
    row = insert(Submission).values(key=key, answer={}, at=now).on_conflict_do_nothing()
    if session.scalar(row.returning(Submission.key)) is not None:
        return None
    return session.scalar(select(Submission.answer).where(Submission.key == key)) or {}


def answered(session: Session, key: str, answer: Mapping[str, Any]) -> None:
    """Keep the answer, for the same form sent again."""
    session.execute(update(Submission).where(Submission.key == key).values(answer=dict(answer)))


def tidy(session: Session, now: datetime) -> None:
    """Forget forms that nobody can send any more."""
    session.execute(delete(Submission).where(Submission.at < now - KEPT))
