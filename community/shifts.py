"""What there is to do at a call for help, and from when to when: who signed up chooses.

Helpers are sign-ups of the ledger; whether there is room for them at all is decided there. Room in a shift is
decided here, under the same row lock of the event.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from sqlalchemy import ForeignKey, Identity, Index, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import admission, audit, events, offers
from community.admission import Way
from community.errors import Refusal
from community.events import Event
from community.ledger import SEATED, SignUp, SignUpState
from community.tables import Moment, Table


class Shift(Table):
    """A task from when to when. `wanted`: how many people, None for as many as come."""

    __tablename__ = "shifts"
    __table_args__ = (Index("ix_shifts_event_id", "event_id"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    task: Mapped[str]
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    wanted: Mapped[int | None]


class Helping(Table):
    """A sign-up helps in a shift, with so many of its people."""

    __tablename__ = "helpings"
    __table_args__ = (Index("ix_helpings_sign_up_id", "sign_up_id"),)

    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"), primary_key=True)
    sign_up_id: Mapped[str] = mapped_column(ForeignKey("sign_ups.id"), primary_key=True)
    people: Mapped[int]


class ShiftUnsound(Refusal):
    """A shift can't be as it says. Facts: `event`, `fields`."""

    template = "shift_unsound"


class ShiftFull(Refusal):
    """Enough people help in it. Facts: `shift`, `task`, `free`, `ways`."""

    template = "shift_full"


class ShiftsOverlap(Refusal):
    """Nobody can be at two tasks at once. Facts: `tasks`, `ways`."""

    template = "shifts_overlap"


class NotYourShift(Refusal):
    """No such shift at this event, or the sign-up has no place. Facts: `event`, `state`."""

    template = "not_your_shift"


def add(session: Session, shift: Shift, who: str, now: datetime) -> Shift:
    """Add a task to an event.

    Raises:
        NoSuchEvent: there is none.
        ShiftUnsound: it isn't within the event, or nobody is wanted.
    """
    event = events.lock(session, shift.event_id)
    checks = {
        "task": bool(shift.task.strip()),
        "starts_at": event.starts_at <= shift.starts_at,
        "ends_at": shift.starts_at < shift.ends_at <= event.ends_at,
        "wanted": shift.wanted is None or shift.wanted > 0,
    }
    wrong = tuple(name for name, sound in checks.items() if not sound)
    if wrong:
        raise ShiftUnsound(event=event.id, fields=wrong)
    session.add(shift)
    session.flush()
    after = audit.picture(shift, frozenset({"id", "event_id"}))
    audit.note(session, (event.id, f"shift:{shift.id}"), (who, "added"), {}, after, now)
    return shift


def of_event(session: Session, event_id: int) -> Sequence[Shift]:
    """An event's shifts, the earliest first."""
    shifts = select(Shift).where(Shift.event_id == event_id)
    return session.scalars(shifts.order_by(Shift.starts_at, Shift.id)).all()


def helpers(session: Session, event_id: int) -> Mapping[int, int]:
    """How many people help in each shift of an event; who gave back their place doesn't count any more.

    Shifts in which nobody helps are left out.
    """
    rows = session.execute(
        select(Helping.shift_id, func.sum(func.least(Helping.people, SignUp.size)).label("people"))
        .join(Shift, Shift.id == Helping.shift_id)
        .join(SignUp, SignUp.id == Helping.sign_up_id)
        .where(Shift.event_id == event_id, SignUp.state.in_(SEATED))
        .group_by(Helping.shift_id)
    )
    return {row.shift_id: row.people for row in rows}


def chosen(session: Session, sign_up_id: str) -> Mapping[int, int]:
    """In which shifts a sign-up helps, and with how many people."""
    rows = select(Helping.shift_id, Helping.people).where(Helping.sign_up_id == sign_up_id)
    return {row.shift_id: row.people for row in session.execute(rows.order_by(Helping.shift_id))}


def choose(session: Session, sign_up_id: str, chosen: Mapping[int, int], who: str, now: datetime) -> None:
    """Help in these shifts (with so many people each) and in no others; the same again changes nothing.

    Raises:
        NoSuchSignUp: there is none.
        Unwelcome: the event is cancelled, postponed or past.
        NotYourShift, ShiftsOverlap, ShiftFull: it can't be chosen.
    """
    event, mine = offers.locked(session, sign_up_id)
    admission.judge_event(event, now)
    shifts = [each for each in of_event(session, event.id) if each.id in chosen]
    sound = all(0 < people <= mine.size for people in chosen.values())
    if mine.state != SignUpState.CONFIRMED or len(shifts) != len(chosen) or not sound:
        raise NotYourShift(event=event.id, state=mine.state)
    _refuse_overlap(shifts)
    before = _picture(session, mine)
    session.execute(delete(Helping).where(Helping.sign_up_id == mine.id))
    _refuse_full(session, event, shifts, chosen)
    session.add_all(Helping(shift_id=each, sign_up_id=mine.id, people=chosen[each]) for each in chosen)
    session.flush()
    subject = (event.id, f"sign_up:{mine.id}")
    audit.note(session, subject, (who, "shifts chosen"), before, _picture(session, mine), now)


def _refuse_overlap(shifts: Sequence[Shift]) -> None:
    for one, other in pairwise(shifts):
        if other.starts_at < one.ends_at:
            raise ShiftsOverlap(tasks=(one.task, other.task), ways=(Way.CORRECT,))


def _refuse_full(session: Session, event: Event, shifts: Sequence[Shift], chosen: Mapping[int, int]) -> None:
    there = helpers(session, event.id)
    for each in shifts:
        free = None if each.wanted is None else each.wanted - there.get(each.id, 0)
        if free is not None and chosen[each.id] > free:
            raise ShiftFull(shift=each.id, task=each.task, free=free, ways=(Way.CORRECT, Way.CALL))


def _picture(session: Session, mine: SignUp) -> dict[str, object]:
    return {"shifts": [[shift, people] for shift, people in chosen(session, mine.id).items()]}
