"""What becomes of the ledger when somebody wants to be forgotten: it stays whole, and no longer says who.

Their coming events are cancelled, so that others get the places; what they did stays, as done by nobody. What
other rooms keep of a person (conversations, arrivals) is theirs to forget.
"""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from community import audit, events, ledger, signups
from community.admission import Unwelcome
from community.ledger import SignUp, SignUpState
from community.offers import Moves


def forget(session: Session, person: str, now: datetime) -> list[Moves]:
    """Forget a person; those who are asked for the places that come free are returned, by event.

    A sign-up they made for somebody else stays valid, without its proxy.
    """
    # In one order, so that two who are forgotten at the same time don't wait for each other.
    theirs = sorted(ledger.of_person(session, person), key=lambda each: (each.event_id, each.number))
    moves = [_cancel(session, each, now) for each in theirs if each.person == person]
    for each in theirs:
        events.lock(session, each.event_id)
        _anonymise(each, person)
    session.flush()
    audit.forget(session, person)
    return [each for each in moves if each.offered or each.expired]


def _cancel(session: Session, mine: SignUp, now: datetime) -> Moves:
    if mine.state not in (SignUpState.CONFIRMED, SignUpState.OFFERED, SignUpState.WAITLISTED):
        return Moves()
    try:
        return signups.cancel(session, mine.id, mine.person, now).moves
    except Unwelcome:  # it is past, or won't be held: there is nothing to give back
        return Moves()


def _anonymise(sign_up: SignUp, person: str) -> None:
    if sign_up.by == person:
        sign_up.by = audit.GONE
    if sign_up.person == person:
        # Each row for itself: what one person did can't be put together any more.
        sign_up.person = f"{audit.GONE}:{secrets.token_hex(8)}"
        sign_up.name = sign_up.telephone = sign_up.area = None
        sign_up.party = [{} for _ in sign_up.party]
