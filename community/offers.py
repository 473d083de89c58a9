"""Places that come free are offered for a time to the first in the order who fit and may still come.

An offer is a state of a sign-up that waits. Whoever has one holds its places until they accept, pass, or the
time is over; then the next is asked. Everything here happens under the event's row lock. Telling people is
the caller's part: what they must be told is returned as `Moves`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from community import admission, audit, events, hours, ledger, seats
from community.admission import Way
from community.errors import Refusal
from community.events import COMING, TAKING, Event, EventState
from community.ledger import REACHABLE, SignUp, SignUpState
from community.seats import Seats

LASTS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Moves:
    """Who has to be told: that a place is theirs to take, that theirs is over."""

    offered: tuple[SignUp, ...] = ()
    expired: tuple[SignUp, ...] = ()


NOBODY = Moves()


class OfferGone(Refusal):
    """The place is not theirs to take (any more). Facts: `event`, `title`, `state`, `ways`."""

    template = "offer_gone"


def deadline(event: Event, now: datetime) -> datetime:
    """How long a place that is offered now is held: a day, or half of what is left until it begins.

    What would end at night ends an hour after people wake, so that they can have seen it, if there is time.
    """
    until = now + min(LASTS, (event.starts_at - now) / 2)
    awake = hours.wakes(until) + timedelta(hours=1)
    return awake if hours.quiet(until) and awake < event.starts_at else until


def settle(session: Session, event: Event, who: str, now: datetime) -> Moves:
    """Bring the places of a locked event up to date: end what is over, offer what is free."""
    places, moves = advance(session, event, who, now)
    mark(session, places, who, now)
    return moves


def advance(session: Session, event: Event, who: str, now: datetime) -> tuple[Seats, Moves]:
    """End offers that are over and begin new ones; the places as they are then.

    At night nobody is disturbed: the places are then counted as taken by those who will be asked in the
    morning, so that nobody who comes later gets them first.
    """
    places = seats.count(session, event, now)
    expired = _expire(session, places, now)
    if event.state not in COMING or now >= event.starts_at:
        _withdraw(session, places, who, now)
        return places, Moves((), expired)
    if hours.wakes(now) >= event.starts_at:  # nobody can be asked any more
        return places, Moves((), expired)
    lucky = _next_in_line(session, places)
    if hours.quiet(now):
        places.promised = bool(lucky)
        return places, Moves((), expired)
    for sign_up in lucky:
        _offer(session, places, sign_up, who, now)
    return places, Moves(lucky, expired)


def mark(session: Session, places: Seats, who: str, now: datetime) -> None:
    """Write down at the event whether it is full, and when something happens to its places by itself."""
    event = places.event
    if event.state in TAKING:
        closes = now >= (event.closes_at or event.starts_at)
        full = EventState.FULL if places.free == 0 else EventState.PUBLISHED
        events.move(session, event, EventState.CLOSED if closes else full, who, now)
    due = _due(places, now)
    if event.due_at != due:
        event.due_at = due


def _due(places: Seats, now: datetime) -> datetime | None:
    event = places.event
    if event.state not in COMING or now >= event.starts_at:
        return None
    times = [each.releases_at for each in places.kept]
    times += [places.offers_end, hours.wakes(now) if places.promised else None]
    times += [event.closes_at or event.starts_at if event.state in TAKING else None]
    return min((each for each in times if each is not None), default=None)


def _expire(session: Session, places: Seats, now: datetime) -> tuple[SignUp, ...]:
    if places.offers_end is None or now < places.offers_end:
        return ()
    offered = ledger.roster(session, places.event.id, SignUpState.OFFERED)
    over = tuple(each for each in offered if each.offered_until is not None and each.offered_until <= now)
    for sign_up in over:
        end(session, sign_up, "expired", audit.CLOCK, now)
        places.leave(places.people(sign_up))
    places.offers_end = min(
        (each.offered_until for each in offered if each.offered_until is not None), default=None
    )
    return over


def _withdraw(session: Session, places: Seats, who: str, now: datetime) -> None:
    if places.offers_end is None:
        return
    for sign_up in ledger.roster(session, places.event.id, SignUpState.OFFERED):
        change(session, sign_up, SignUpState.WAITLISTED, (who, "withdrawn"), now)
    places.offers_end = None


def _next_in_line(session: Session, places: Seats) -> tuple[SignUp, ...]:
    if not places.waiting or places.free == 0:
        return ()
    waiting = select(SignUp).where(SignUp.event_id == places.event.id, SignUp.state == SignUpState.WAITLISTED)
    if places.free is not None:
        waiting = waiting.where(SignUp.size <= places.free)
    lucky = []
    for sign_up in session.scalars(waiting.order_by(SignUp.number)):
        if places.free == 0:
            break
        if admission.welcome(places.event, sign_up.members) and places.take(places.people(sign_up)):
            lucky.append(sign_up)
    return tuple(lucky)


def _offer(session: Session, places: Seats, sign_up: SignUp, who: str, now: datetime) -> None:
    until = deadline(places.event, now)
    change(session, sign_up, SignUpState.OFFERED, (who, "offered"), now, until)
    places.offers_end = min(until, places.offers_end or until)


def change(
    session: Session,
    sign_up: SignUp,
    state: SignUpState,
    by: tuple[str, str],
    now: datetime,
    until: datetime | None = None,
) -> None:
    """Bring a sign-up into a state, with the entry (who, what) in the trail."""
    before = ledger.picture(sign_up)
    sign_up.state, sign_up.offered_until, sign_up.changed_at = state, until, now
    ledger.note(session, sign_up, by, before, now)


def end(session: Session, sign_up: SignUp, how: str, who: str, now: datetime) -> None:
    """Cancel a sign-up; `how` is what it says about itself then."""
    before = ledger.picture(sign_up)
    sign_up.state, sign_up.ended = SignUpState.CANCELLED, how
    sign_up.offered_until, sign_up.changed_at = None, now
    ledger.note(session, sign_up, (who, how), before, now)


def accept(session: Session, sign_up_id: str, who: str, now: datetime) -> Moves:
    """Take the place that is offered; accepting again changes nothing.

    Raises:
        NoSuchSignUp: there is none.
        OfferGone: it was passed, cancelled or is over, or there never was an offer.
        Unwelcome: the event is cancelled, postponed or past.
    """
    event, sign_up = locked(session, sign_up_id)
    if sign_up.state == SignUpState.CONFIRMED:
        return NOBODY
    admission.judge_event(event, now)
    if sign_up.state != SignUpState.OFFERED or _over(sign_up, now):
        raise OfferGone(event=event.id, title=event.title, state=sign_up.state, ways=(Way.FIND, Way.WATCH))
    change(session, sign_up, SignUpState.CONFIRMED, (who, "accepted"), now)
    return settle(session, event, who, now)


def decline(session: Session, sign_up_id: str, who: str, now: datetime) -> Moves:
    """Let an offered place go, and with it the place in the order; the next is asked.

    Raises:
        NoSuchSignUp: there is none.
        OfferGone: there is no offer (any more).
    """
    event, sign_up = locked(session, sign_up_id)
    if sign_up.state == SignUpState.CANCELLED and sign_up.ended == "passed":
        return NOBODY
    if sign_up.state != SignUpState.OFFERED:
        raise OfferGone(event=event.id, title=event.title, state=sign_up.state, ways=(Way.FIND, Way.WATCH))
    end(session, sign_up, "passed", who, now)
    return settle(session, event, who, now)


def locked(session: Session, sign_up_id: str) -> tuple[Event, SignUp]:
    """A sign-up with its event, under the event's row lock.

    Raises:
        NoSuchSignUp: there is none.
    """
    event = events.lock(session, ledger.get(session, sign_up_id).event_id)
    return event, ledger.get(session, sign_up_id)  # read again: it may have changed while we waited


def due(session: Session, now: datetime, limit: int = 100) -> Sequence[int]:
    """Events whose places want to be settled by now, the longest due first: the clock settles each."""
    late = select(Event.id).where(Event.due_at <= now).order_by(Event.due_at)
    return session.scalars(late.limit(limit)).all()


def tick(session: Session, event_id: int, now: datetime) -> Moves:
    """Settle an event because its time has come; in a transaction of its own."""
    return settle(session, events.lock(session, event_id), audit.CLOCK, now)


def calls(session: Session) -> Sequence[SignUp]:
    """Open offers to people we can't write to: somebody has to call them, the most urgent first."""
    unreachable = select(SignUp).where(SignUp.state == SignUpState.OFFERED, SignUp.channel.not_in(REACHABLE))
    return session.scalars(unreachable.order_by(SignUp.offered_until)).all()


def _over(sign_up: SignUp, now: datetime) -> bool:
    return sign_up.offered_until is None or sign_up.offered_until <= now
