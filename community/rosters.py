"""An event's roster as its officers use it: looked through, taken in by telephone, ticked, put right by hand.

Each step asks first whether it is theirs to do. The rules are the same as for who signs up on LINE
(`community/signups.py`); the rows are `community/ledger.py`'s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import Session

from community import audit, desk, ledger, offers, remarks, seats, signups
from community.admission import Full
from community.events import Event
from community.ledger import REACHABLE, Application, SignUp, SignUpState
from community.offices import Act
from community.signups import Outcome

PAGE = 15  # sign-ups of a page


class Shown(StrEnum):
    """Which sign-ups are looked at."""

    VALID = "valid"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CALLED = "called"
    CANCELLED = "cancelled"


_GONE = SignUp.state == SignUpState.CANCELLED
_WHICH: Mapping[Shown, ColumnElement[bool]] = {
    Shown.VALID: not_(_GONE),
    Shown.CONFIRMED: SignUp.state.in_((SignUpState.CONFIRMED, SignUpState.ATTENDED, SignUpState.ABSENT)),
    Shown.WAITING: SignUp.state.in_((SignUpState.WAITLISTED, SignUpState.OFFERED)),
    Shown.CALLED: and_(not_(_GONE), SignUp.channel.not_in(REACHABLE)),
    Shown.CANCELLED: _GONE,
}


@dataclass(frozen=True, slots=True)
class Page:
    """Some sign-ups in the order they came; `counts` of all that could be shown, `pages` of these."""

    event: Event
    rows: Sequence[SignUp]
    counts: Mapping[Shown, int]
    pages: int


def page(session: Session, event_id: int, shown: Shown, number: int, by: tuple[str, datetime]) -> Page:
    """A page of a roster, from 1 on.

    Raises:
        NoSuchEvent, NotYours: there is none, or it is another's.
    """
    event = desk.look(session, event_id, by[0], Act.ROSTER, by[1])
    mine = SignUp.event_id == event_id
    counts = {which: func.count().filter(rule).label(which) for which, rule in _WHICH.items()}
    row = session.execute(select(*counts.values()).where(mine)).one()
    rows = select(SignUp).where(mine, _WHICH[shown]).order_by(SignUp.number)
    rows = rows.limit(PAGE).offset((max(number, 1) - 1) * PAGE)
    told = {which: getattr(row, which) for which in Shown}
    return Page(event, session.scalars(rows).all(), told, -(-told[shown] // PAGE))


def everybody(session: Session, event_id: int, who: str, now: datetime) -> tuple[Event, Sequence[SignUp]]:
    """The whole roster, for a file or a sheet of paper; those who cancelled left out."""
    event = desk.look(session, event_id, who, Act.ROSTER, now)
    rows = select(SignUp).where(SignUp.event_id == event_id, not_(_GONE)).order_by(SignUp.number)
    return event, session.scalars(rows).all()


def take_in(
    session: Session, event_id: int, application: Application, note: str | None, by: tuple[str, datetime]
) -> Outcome:
    """Sign somebody up who called or came to the counter; the same form again is the same sign-up.

    Raises:
        NotYours, NoSuchEvent, Unwelcome, AlreadySignedUp, SignedUpByAnother: as `signups.sign_up`.
    """
    desk.look(session, event_id, by[0], Act.SIGN_UP, by[1])
    taken = signups.sign_up(session, event_id, application, by[1])
    if note:
        remarks.keep(session, taken.sign_up.id, remarks.NOTE, note, by)
    return taken


def one(session: Session, sign_up_id: str, who: str, act: Act, now: datetime) -> tuple[Event, SignUp]:
    """A sign-up with its event.

    Raises:
        NoSuchSignUp, NotYours: there is none, or it is another body's.
    """
    mine = ledger.get(session, sign_up_id)
    return desk.look(session, mine.event_id, who, act, now), mine


def cancel(session: Session, sign_up_id: str, who: str, now: datetime) -> Outcome:
    """Cancel for somebody who called. Raises as `signups.cancel`, and `NotYours`."""
    one(session, sign_up_id, who, Act.SIGN_UP, now)
    return signups.cancel(session, sign_up_id, who, now)


def tick(session: Session, sign_up_id: str, came: int, who: str, now: datetime) -> Outcome:
    """Tick who came. Raises as `signups.tick`, and `NotYours`."""
    one(session, sign_up_id, who, Act.SIGN_UP, now)
    return signups.tick(session, sign_up_id, came, who, now)


def move_up(session: Session, sign_up_id: str, why: str, who: str, now: datetime) -> Outcome:
    """Give somebody who waits a place out of turn, if they fit; the reason stands in the trail.

    Raises:
        NoSuchSignUp, NotYours: there is none that waits, or it is another body's.
        Full: not all of the party fit.
    """
    one(session, sign_up_id, who, Act.SIGN_UP, now)
    event, mine = offers.locked(session, sign_up_id)
    if mine.state not in (SignUpState.WAITLISTED, SignUpState.OFFERED):
        raise ledger.NoSuchSignUp
    places = seats.count(session, event, now)
    if mine.state == SignUpState.WAITLISTED and not places.take(places.people(mine)):
        raise Full(event, free=places.free)
    offers.change(session, mine, SignUpState.CONFIRMED, (who, "moved up by hand"), now)
    subject = (event.id, f"sign_up:{mine.id}")
    audit.note(session, subject, (who, "reason"), {}, {"why": why[:200]}, now)
    return Outcome(mine, offers.settle(session, event, who, now))


def called(session: Session, sign_up_id: str, about: str, who: str, now: datetime) -> None:
    """Note that somebody was called. Raises `NoSuchSignUp`, `NotYours`."""
    one(session, sign_up_id, who, Act.ROSTER, now)
    remarks.keep(session, sign_up_id, about, None, (who, now))
