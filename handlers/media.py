"""What is not words: a kind answer that says what we can't do and what to send instead."""

from sqlalchemy.orm import Session

from handlers.guide import starters
from handlers.messages import Incoming, Kind, Outgoing

_TEMPLATES = {
    Kind.STICKER: "sticker",
    Kind.IMAGE: "picture",
    Kind.VIDEO: "picture",
    Kind.AUDIO: "audio",
    Kind.FILE: "file",
    Kind.LOCATION: "location",
}


def receive(_session: Session, incoming: Incoming) -> list[Outgoing]:
    """Thank for it, and ask for words."""
    return [Outgoing(_TEMPLATES[incoming.kind], choices=starters())]
