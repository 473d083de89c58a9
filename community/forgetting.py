"""When somebody wants to be forgotten: what rooms keep of them goes, the ledger stays, and doesn't say who.

Their coming events are cancelled, so that others get the places; what they did stays, as done by nobody. Each
room with rows of its own about people has its `forget`, and its line in `ROOMS` (tested).
"""

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from community import (
    approvals,
    arrivals,
    audit,
    broadcasts,
    consents,
    consulting,
    conversations,
    deliveries,
    events,
    follows,
    ledger,
    links,
    news,
    offices,
    people,
    profiles,
    reception,
    relatives,
    remarks,
    signups,
    watches,
)
from community.admission import Unwelcome
from community.ledger import Channel, SignUp, SignUpState
from community.offers import Moves

OPEN = (SignUpState.CONFIRMED, SignUpState.OFFERED, SignUpState.WAITLISTED)
ROOMS: tuple[Callable[[Session, str], None], ...] = (
    approvals.forget,
    audit.forget,
    broadcasts.forget,
    consents.forget,
    consulting.forget,
    conversations.forget_all,
    deliveries.forget_person,
    follows.forget,
    news.forget,
    offices.forget,
    people.forget,
    profiles.forget,
    reception.forget,
    relatives.forget,
    remarks.forget,
    watches.forget,
)


def forget(session: Session, person: str, now: datetime, heard: str | None = None) -> list[Moves]:
    """Forget a person; those who are asked for the places that come free are returned, by event.

    A sign-up they made for somebody else stays valid, without its proxy. `heard` is the arrival in which they
    asked for it: it is forgotten too.
    """
    links.forget(session, person)  # first: a form that is being sent is waited for, and is then known
    telephone = profiles.of(session, person).telephone
    # In one order, so that two who are forgotten at the same time don't wait for each other.
    theirs = sorted(ledger.of_person(session, person), key=lambda each: (each.event_id, each.number))
    moves = [_cancel(session, each, now) for each in theirs if each.person == person]
    for each in theirs:
        events.lock(session, each.event_id)
        _anonymise(each, person, telephone)
        remarks.forget_of(session, each.id)
    session.flush()
    for room in ROOMS:
        room(session, person)
    arrivals.forget_person(session, person, heard)
    return [each for each in moves if each.offered or each.expired]


def coming(session: Session, person: str, now: datetime) -> list[SignUp]:
    """A person's own sign-ups that would be cancelled."""
    mine = [
        each for each in ledger.of_person(session, person) if each.person == person and each.state in OPEN
    ]
    return [each for each in mine if events.public(session, each.event_id).starts_at > now]


def _cancel(session: Session, mine: SignUp, now: datetime) -> Moves:
    if mine.state not in OPEN:
        return Moves()
    try:
        return signups.cancel(session, mine.id, mine.person, now).moves
    except Unwelcome:  # it is past, or won't be held: there is nothing to give back
        return Moves()


def _anonymise(sign_up: SignUp, person: str, telephone: str | None) -> None:
    sign_up.request = f"{audit.GONE}:{sign_up.id}"
    if sign_up.by == person:
        sign_up.by = audit.GONE
        sign_up.channel = Channel.PHONE  # nobody is left whom we can write to: they are called
    if sign_up.telephone == telephone:  # a proxy may have given their own
        sign_up.telephone = None
    if sign_up.person == person:
        # Each row for itself: what one person did can't be put together any more.
        sign_up.person = f"{audit.GONE}:{secrets.token_hex(8)}"
        sign_up.name = sign_up.telephone = sign_up.area = None
        sign_up.party = [{} for _ in sign_up.party]
