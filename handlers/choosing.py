"""Choosing by number: 「2」 after a message with choices means what its second choice asks."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from community import deliveries
from community.errors import NoSuchChoice
from handlers.messages import Incoming
from knowledge import choices

LASTS = timedelta(minutes=30)


def meant(session: Session, incoming: Incoming) -> str:
    """What a message asks: itself, or the choice whose number it is.

    Raises:
        NoSuchChoice: a number beyond those that the last message offered.
    """
    # Most messages are no numbers: those need not ask the database.
    if choices.number(incoming.text) is None:
        return incoming.text
    offered = deliveries.last_choices(session, incoming.person, incoming.at - LASTS)
    return chosen(incoming.text, offered) or incoming.text


def chosen(said: str, offered: Sequence[str]) -> str | None:
    """The offered choice whose number was typed; None when no number was, or nothing was offered.

    Raises:
        NoSuchChoice: a number beyond those offered.
    """
    if choices.number(said) is None or not offered:
        return None
    found = choices.chosen(said, offered)
    if found is None:
        raise NoSuchChoice(offered=len(offered))
    return found
