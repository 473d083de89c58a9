"""Notices about places: an offer with its two buttons, and that one is over.

To whom, the ground floor says (`offers.Moves`); who has no account with us is called (`offers.calls`).
"""

from datetime import datetime

from sqlalchemy.orm import Session

from community import events
from community.ledger import SignUp
from community.offers import Moves
from handlers import days, signed_up
from handlers import events as cards
from handlers.messages import Card, Choice, Outgoing


def of_moves(session: Session, moves: Moves, now: datetime) -> list[Outgoing]:
    """What to tell whom about places that moved."""
    offered = [_offer(session, each, now) for each in moves.offered if each.reachable]
    return [*offered, *(_over(session, each) for each in moves.expired if each.reachable)]


def _offer(session: Session, mine: SignUp, now: datetime) -> Outgoing:
    event, this = events.public(session, mine.event_id), signed_up.words(mine)
    until = days.moment(mine.offered_until) if mine.offered_until else ""
    card = Card(
        title=event.title,
        lead=f"空きが出ました。{until}までに、受けるか見送るかをえらんでください。",
        rows=(signed_up.people(mine), *cards.being_there(event, now)),
        notes=("お返事がないときは、次の方にお声がけします。",),
    )
    ways = (Choice("受ける", f"{this}を受ける", main=True), Choice("見送る", f"{this}を見送る"))
    return Outgoing("card", {"card": card}, card, ways, to=mine.by, key=f"offer:{mine.id}:{until}")


def _over(session: Session, mine: SignUp) -> Outgoing:
    event = events.public(session, mine.event_id)
    ways = (Choice("もう一度申し込む", f"催し{event.id}に申し込む"), Choice("ほかの催し", "催しをさがす"))
    return Outgoing(
        "offer_over", {"title": event.title}, choices=ways, to=mine.by, key=f"offer-over:{mine.id}"
    )
