"""What went wrong and needs a human: kept under a short reference code that the person was given.

A case holds the kind of the error and where in our code it arose, never the words of the message.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from community.tables import Moment, Table

# No 0/O, 1/I/L, U/V: the code is read out over the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"


class Case(Table):
    """One failure: `subject` is the arrival or delivery it concerns, `trace` the places in our code."""

    __tablename__ = "cases"
    __table_args__ = (Index("ix_cases_opened_at", "opened_at"),)

    reference: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str]
    error: Mapped[str]
    trace: Mapped[str]
    opened_at: Mapped[Moment]


def new_reference() -> str:
    """A fresh code such as `K7Q-4MX`: 29**6 of them, so two never meet in a town's lifetime of failures."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(6))
    return f"{code[:3]}-{code[3:]}"


def open_case(
    session: Session, subject: str, error: str, trace: str, now: datetime, reference: str | None = None
) -> str:
    """Keep a failure; return the reference code to tell the person, a new one unless it is given."""
    reference = reference or new_reference()
    session.add(Case(reference=reference, subject=subject, error=error, trace=trace, opened_at=now))
    return reference


def find(session: Session, reference: str) -> Case | None:
    """The case of a code as somebody reads it out: small letters and a missing dash don't matter."""
    code = "".join(sign for sign in reference.upper() if sign in ALPHABET)
    return session.get(Case, f"{code[:3]}-{code[3:]}")


def latest(session: Session, limit: int = 20) -> Sequence[Case]:
    """The newest cases first."""
    return session.scalars(select(Case).order_by(Case.opened_at.desc()).limit(limit)).all()
