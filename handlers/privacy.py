"""What people take back: an unsent message leaves our tables too. Export and deletion will live here."""

from sqlalchemy.orm import Session

from community import arrivals, conversations
from handlers.messages import Incoming, Outgoing


def unsend(session: Session, incoming: Incoming) -> list[Outgoing]:
    """Forget the words of a message that was taken back, and say nothing about it."""
    if incoming.message:
        arrivals.erase(session, incoming.channel, incoming.message)
        conversations.forget(session, incoming.person)  # the last question is remembered there
    return []
