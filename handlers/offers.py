"""Answers to an offered place: 受ける or 見送る.

Who is offered one is decided in `community/offers.py`, and asked in `handlers/notices.py`.
"""

from sqlalchemy.orm import Session

from community import events, ledger, offers
from community.ledger import SignUp, SignUpState
from handlers import notices, signed_up
from handlers.commands import Command, Verb, read
from handlers.messages import Choice, Incoming, Outgoing


def hear(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """Take a place that is offered, or let it go.

    Raises:
        OfferGone, Unwelcome: it isn't theirs to take any more.
    """
    command = read(incoming.text)
    if command is None or command.verb not in (Verb.ACCEPT, Verb.DECLINE) or not incoming.private:
        return None
    mine = _meant(session, incoming.person, command)
    if mine is None:
        return None  # nobody offered them anything: they speak of something else
    answer = _accept if command.verb is Verb.ACCEPT else _decline
    return answer(session, mine, incoming)


def _meant(session: Session, person: str, command: Command) -> SignUp | None:
    theirs = ledger.of_person(session, person)
    if command.event is None:
        open_ones = [each for each in theirs if each.state == SignUpState.OFFERED]
        return open_ones[0] if len(open_ones) == 1 else None
    named = [each for each in theirs if each.event_id == command.event]
    if command.number is not None:
        return next((each for each in named if each.number == command.number), None)
    named.sort(key=lambda each: (each.person != person, each.state != SignUpState.OFFERED, -each.number))
    return named[0] if named else None


def _accept(session: Session, mine: SignUp, incoming: Incoming) -> list[Outgoing]:
    moves = offers.accept(session, mine.id, incoming.person, incoming.at)
    told = notices.of_moves(session, moves, incoming.at)
    taken = ledger.get(session, mine.id)
    return [signed_up.present(session, taken, events.public(session, mine.event_id)), *told]


def _decline(session: Session, mine: SignUp, incoming: Incoming) -> list[Outgoing]:
    moves = offers.decline(session, mine.id, incoming.person, incoming.at)
    event = events.public(session, mine.event_id)
    passed = Outgoing("offer_passed", {"title": event.title}, choices=(Choice("ほかの催し", "催しをさがす"),))
    return [passed, *notices.of_moves(session, moves, incoming.at)]
