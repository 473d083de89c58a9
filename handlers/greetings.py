"""Coming and going: a resident adds or blocks us, a group invites us, somebody joins a group."""

from sqlalchemy.orm import Session

from community import people
from handlers.guide import starters
from handlers.messages import Incoming, Outgoing


def follow(session: Session, incoming: Incoming) -> list[Outgoing]:
    """Welcome a resident, the first time or back again."""
    people.welcome(session, incoming.person, incoming.channel, incoming.at)
    return [Outgoing("welcome", choices=starters())]


def unfollow(session: Session, incoming: Incoming) -> list[Outgoing]:
    """Nothing can be said any more, and nothing is tried."""
    people.farewell(session, incoming.person, incoming.channel, incoming.at)
    return []


def join(_session: Session, _incoming: Incoming) -> list[Outgoing]:
    """Tell a group how to call us, and what not to write there."""
    return [Outgoing("joined")]


def member_joined(_session: Session, _incoming: Incoming) -> list[Outgoing]:
    """Greet a new member of a group."""
    return [Outgoing("member_joined")]
