"""Certificates: who completed a training gets one, with a number that says whether it is ours.

The sheet is `handlers/web/certificates.py`. No name is kept here: it is the sign-up's, and goes with it.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import courses, events, hours, ledger
from community.errors import Refusal
from community.events import Kind
from community.ledger import SignUp, SignUpState
from community.tables import Moment, Table

_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is mistaken for another
_LENGTH = 6


class Certificate(Table):
    """One certificate. `serial` is printed on it: the year, and signs that can't be counted up."""

    __tablename__ = "certificates"
    __table_args__ = (Index("uq_certificates_sign_up_id", "sign_up_id", unique=True),)

    serial: Mapped[str] = mapped_column(primary_key=True)
    sign_up_id: Mapped[str] = mapped_column(ForeignKey("sign_ups.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    issued_at: Mapped[Moment]


class NoSuchCertificate(Refusal):
    """None of ours has this number. Facts: none."""

    template = "no_such_certificate"


def issue(session: Session, event_id: int, now: datetime, may_miss: int = 0) -> Sequence[Certificate]:
    """Certificates for all who completed a training, once each; those of the event, in the ledger's order.

    Nobody gets one for what isn't a training. `may_miss`: how many sessions one may have missed.

    Raises:
        NoSuchEvent: there is none.
    """
    event = events.lock(session, event_id)
    if event.kind != Kind.TRAINING:
        return ()
    for sign_up in completed(session, event_id, may_miss):
        row = {"serial": _serial(now), "sign_up_id": sign_up.id, "event_id": event_id, "issued_at": now}
        session.execute(
            insert(Certificate).values(**row).on_conflict_do_nothing(index_elements=["sign_up_id"])
        )
    mine = select(Certificate).join(SignUp, SignUp.id == Certificate.sign_up_id)
    return session.scalars(mine.where(Certificate.event_id == event_id).order_by(SignUp.number)).all()


def completed(session: Session, event_id: int, may_miss: int = 0) -> Sequence[SignUp]:
    """Who was at all sessions of a course; at a training without sessions, who was there."""
    if any(not each.dropped for each in courses.of_event(session, event_id)):
        done = courses.completed(session, event_id, may_miss)
        return [each for each in done if each.state != SignUpState.CANCELLED]
    return ledger.roster(session, event_id, SignUpState.ATTENDED)


def of_sign_up(session: Session, sign_up_id: str) -> Certificate | None:
    """The certificate of a sign-up, if it has one."""
    return session.scalar(select(Certificate).where(Certificate.sign_up_id == sign_up_id))


def by_serial(session: Session, serial: str) -> Certificate:
    """A certificate by its number.

    Raises:
        NoSuchCertificate: none of ours has it.
    """
    found = session.get(Certificate, serial.strip().upper())
    if found is None:
        raise NoSuchCertificate
    return found


def _serial(now: datetime) -> str:
    return f"{hours.day_of(now).year}-{''.join(secrets.choice(_SIGNS) for _ in range(_LENGTH))}"
