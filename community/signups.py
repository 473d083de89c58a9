"""Signing up, changing one's mind, being there. Decided under the event's row lock, once per wish and person.

A party is taken whole or waits. Places that come free are passed on in `community/offers.py`; the rows are
`community/ledger.py`'s. Whoever calls sees to it that only those who may do this do: `belongs`.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from community import admission, events, hours, ledger, offers
from community.admission import Full, Way
from community.errors import Refusal
from community.events import Event
from community.ledger import Application, SignUp, SignUpState
from community.offers import NOBODY, Moves
from community.parties import Member
from community.seats import Seats

TICKED = (SignUpState.ATTENDED, SignUpState.ABSENT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sign-up as it is now, and who else has to be told something."""

    sign_up: SignUp
    moves: Moves


class AlreadySignedUp(Refusal):
    """This person's sign-up is there. Facts: `event`, `title`, `sign_up`, `state`, `position`, `ways`."""

    template = "already_signed_up"


class SignedUpByAnother(Refusal):
    """Somebody else has signed this person up; who, is not told. Facts: `event`, `title`, `state`, `ways`."""

    template = "signed_up_by_another"


class AlreadyThere(Refusal):
    """Who was received at the door can't give their place back. Facts: `title`."""

    template = "already_there"


class NotThere(Refusal):
    """The roster can't be ticked. Facts: `state` of the sign-up, `starts_at` of the event."""

    template = "roster_not_yet"


def sign_up(session: Session, event_id: int, application: Application, now: datetime) -> Outcome:
    """Take a party in, or let it wait; the same request again gives the same sign-up and changes nothing.

    Raises:
        NoSuchEvent, Unwelcome: it may not sign up now; `Full` when nobody more may wait.
        AlreadySignedUp, SignedUpByAnother: with another request, this person is in the ledger.
    """
    event = events.lock(session, event_id)
    known = ledger.known(session, event_id, application)
    if known:
        return _again(session, event, known[0], application)
    admission.judge(event, application.party, now)
    places, moves = offers.advance(session, event, application.by, now)
    seated = places.take(places.people(application))
    if not seated and event.waiting is not None and ledger.waiting(session, event.id) >= event.waiting:
        raise Full(event, free=places.free)
    made = _add(
        session, places, application, SignUpState.CONFIRMED if seated else SignUpState.WAITLISTED, now
    )
    offers.mark(session, places, application.by, now)
    return Outcome(made, moves)


def _again(session: Session, event: Event, known: SignUp, application: Application) -> Outcome:
    if known.request == application.request:
        return Outcome(known, NOBODY)
    if known.by != application.by:
        raise SignedUpByAnother(event=event.id, title=event.title, state=known.state, ways=(Way.CALL,))
    raise AlreadySignedUp(
        event=event.id,
        title=event.title,
        sign_up=known.id,
        state=known.state,
        position=ledger.position(session, known),
        ways=(Way.CHANGE,),
    )


def _add(
    session: Session, places: Seats, application: Application, state: SignUpState, now: datetime
) -> SignUp:
    made = SignUp(
        id=secrets.token_hex(8),
        event_id=places.event.id,
        number=places.last + 1,
        person=application.person,
        by=application.by,
        channel=application.channel,
        request=application.request,
        name=application.name,
        telephone=application.telephone,
        area=application.area,
        party=[member.kept() for member in application.party],
        size=len(application.party),
        state=state,
        offered_until=None,
        ended=None,
        late=False,
        came=None,
        created_at=now,
        changed_at=now,
    )
    session.add(made)
    session.flush()
    ledger.note(session, made, (application.by, "signed up"), {}, now)
    return made


def cancel(session: Session, sign_up_id: str, who: str, now: datetime) -> Outcome:
    """Give the places back, and the next is asked; cancelling again changes nothing.

    Raises:
        NoSuchSignUp: there is none.
        AlreadyThere: they have come.
        Unwelcome: the event is past.
    """
    event, mine = offers.locked(session, sign_up_id)
    if mine.state == SignUpState.CANCELLED:
        return Outcome(mine, NOBODY)
    if mine.state == SignUpState.ATTENDED:
        raise AlreadyThere(title=event.title)
    admission.judge_event(event, now)
    mine.late = event.cancel_until is not None and now >= event.cancel_until
    offers.end(session, mine, "cancelled", who, now)
    return Outcome(mine, offers.settle(session, event, who, now))


def change_party(
    session: Session, sign_up_id: str, party: tuple[Member, ...], who: str, now: datetime
) -> Outcome:
    """Come as another party. One that has places must fit with all its people; one that waits stays in order.

    Raises:
        NoSuchSignUp: there is none, or it was cancelled.
        Unwelcome: this party may not come, `Full` when it doesn't fit (the sign-up stays as it was).
    """
    event, mine = offers.locked(session, sign_up_id)
    if mine.state == SignUpState.CANCELLED:
        raise ledger.NoSuchSignUp
    admission.judge_event(event, now)
    admission.judge_party(event, party)
    places, moves = offers.advance(session, event, who, now)
    if mine.state == SignUpState.CANCELLED:  # its offer was over
        raise ledger.NoSuchSignUp
    if mine.state != SignUpState.WAITLISTED:
        _swap(places, mine, party)
    before = ledger.picture(mine)
    mine.party, mine.size, mine.changed_at = [member.kept() for member in party], len(party), now
    session.flush()
    ledger.note(session, mine, (who, "party changed"), before, now)
    later = offers.settle(session, event, who, now)
    return Outcome(mine, Moves(moves.offered + later.offered, moves.expired + later.expired))


def _swap(places: Seats, mine: SignUp, party: tuple[Member, ...]) -> None:
    as_it_would_be = Application(
        mine.person, mine.by, ledger.Channel(mine.channel), "", party, area=mine.area
    )
    places.leave(places.people(mine))
    free = places.free
    if not places.take(places.people(as_it_would_be)):
        raise Full(places.event, free=free)


def tick(session: Session, sign_up_id: str, came: int, who: str, now: datetime) -> Outcome:
    """Tick the roster: how many of the party are there, 0 for absent; it can be put right afterwards.

    Raises:
        NoSuchSignUp: there is none.
        NotThere: it has no places, or the event's day hasn't come.
    """
    event, mine = offers.locked(session, sign_up_id)
    if mine.state not in (SignUpState.CONFIRMED, *TICKED) or hours.day_of(now) < event.day:
        raise NotThere(state=mine.state, starts_at=event.starts_at)
    before = ledger.picture(mine)
    mine.came, mine.changed_at = min(came, mine.size), now
    mine.state = SignUpState.ATTENDED if came else SignUpState.ABSENT
    ledger.note(session, mine, (who, "ticked"), before, now)
    return Outcome(mine, NOBODY)


def belongs(mine: SignUp, person: str) -> SignUp:
    """The sign-up, if this person or they as a proxy made it.

    Raises:
        NoSuchSignUp: it is somebody else's.
    """
    if person not in (mine.person, mine.by):
        raise ledger.NoSuchSignUp
    return mine
