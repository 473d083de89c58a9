"""Giving offices, ending them, and handing one over with all that is open.

The first of the staff is named on the command line; staff appoint everybody else. Nobody who is the last of
the staff can be dismissed: the town would have no key.
"""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from community import approvals, audit, bodies, consulting, hours, offices
from community.errors import Refusal
from community.offices import Act, Office, Role


class AppointmentUnsound(Refusal):
    """An office can't be given like this. Facts: `fields`."""

    template = "appointment_unsound"


class LastOfStaff(Refusal):
    """Nobody of the staff would be left."""

    template = "last_of_staff"


class NoSuchOffice(Refusal):
    """There is none, or it is over."""

    template = "no_such_office"


def found(session: Session, person: str, by: str, now: datetime) -> Office:
    """Name somebody staff from outside the desk (the command line); staff already stay as they are."""
    known = [each for each in offices.holders(session, (None,), now) if each.person == person]
    return known[0] if known else _give(session, Office(person=person, role=Role.STAFF), by, now)


def appoint(session: Session, office: Office, who: str, now: datetime) -> Office:
    """Give an office; the same again gives the one there is.

    Raises:
        NotYours: only staff do.
        NoSuchBody: there is none of this name.
        AppointmentUnsound: staff with a body, others without, or an end before the beginning.
    """
    offices.require(session, who, Act.APPOINT, None, now)
    if office.body is not None:
        bodies.get(session, office.body)
    begins = office.since or hours.day_of(now)
    wrong = {
        "body": (office.role == Role.STAFF) != (office.body is None),
        "until": office.until is not None and office.until < begins,
    }
    if any(wrong.values()):
        raise AppointmentUnsound(fields=tuple(name for name, bad in wrong.items() if bad))
    for each in offices.holders(session, (office.body,), now):
        if (each.person, each.role) == (office.person, office.role) and office.since is None:
            return each
    return _give(session, office, who, now)


def end(session: Session, office_id: int, who: str, now: datetime) -> Office:
    """End an office with yesterday: from now on it allows nothing.

    Raises:
        NotYours, NoSuchOffice, LastOfStaff.
    """
    offices.require(session, who, Act.APPOINT, None, now)
    office = _open(session, office_id, now)
    _finish(session, office, who, now)
    return office


def hand_over(session: Session, office_id: int, successor: str, who: str, now: datetime) -> Office:
    """End an office and give it to a successor, with what its holder had asked for and not yet got.

    Staff may do it, and whoever holds the office.

    Raises:
        NotYours, NoSuchOffice: it isn't theirs, there is none.
        AppointmentUnsound: the successor is its holder.
    """
    office = look(session, office_id, who, now)
    if successor == office.person:
        raise AppointmentUnsound(fields=("successor",))
    known = [
        each
        for each in offices.holders(session, (office.body,), now)
        if (each.person, each.role) == (successor, office.role)
    ]
    new = (
        known[0]
        if known
        else _give(session, Office(person=successor, role=office.role, body=office.body), who, now)
    )
    _finish(session, office, who, now)
    approvals.pass_on(session, office.person, successor, office.body)
    consulting.pass_on(session, office.person, successor, office.body)
    return new


def look(session: Session, office_id: int, who: str, now: datetime) -> Office:
    """An office that is somebody's to hand over: their own, or any for staff.

    Raises:
        NotYours, NoSuchOffice: it isn't theirs, there is none.
    """
    office = _open(session, office_id, now)
    if who != office.person:
        offices.require(session, who, Act.APPOINT, None, now)
    return office


def _give(session: Session, office: Office, who: str, now: datetime) -> Office:
    office.by, office.created_at = who, now
    office.since = office.since or hours.day_of(now)
    session.add(office)
    session.flush()
    audit.note(session, _subject(office), (who, "appointed"), {}, _picture(office), now)
    return office


def _open(session: Session, office_id: int, now: datetime) -> Office:
    office = session.get(Office, office_id, with_for_update=True, populate_existing=True)
    if office is None or (office.until is not None and office.until < hours.day_of(now)):
        raise NoSuchOffice
    return office


def _finish(session: Session, office: Office, who: str, now: datetime) -> None:
    if office.role == Role.STAFF:
        # All rows of staff are locked: two who dismiss each other at once must not both succeed.
        staff = select(Office).where(Office.role == Role.STAFF).order_by(Office.id).with_for_update()
        today: date = hours.day_of(now)
        left = [
            each
            for each in session.scalars(staff.execution_options(populate_existing=True))
            if each.id != office.id and each.since <= today and (each.until is None or each.until >= today)
        ]
        if not left:
            raise LastOfStaff
    before = _picture(office)
    office.until = hours.day_of(now) - timedelta(days=1)
    session.flush()
    audit.note(session, _subject(office), (who, "ended"), before, _picture(office), now)


def _subject(office: Office) -> tuple[None, str]:
    return None, f"office:{office.id}"


def _picture(office: Office) -> dict[str, Any]:
    # Whose it is stays in the office's own row, where they can be forgotten.
    return audit.picture(office, frozenset({"person", "by", "created_at"}))
