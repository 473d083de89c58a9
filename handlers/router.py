"""Which subject hears a message; and the only place that turns refusals and bugs into words."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from community.errors import Refusal
from handlers import (
    broadcasts,
    calendar,
    choosing,
    events,
    finding,
    following,
    greetings,
    guide,
    media,
    mine,
    offers,
    privacy,
    profile,
    questions,
    refusals,
    signups,
    steps,
    surveys,
    watching,
)
from handlers.messages import Incoming, Kind, Outgoing

# None: not for me. An empty list: heard, and there is nothing to say.
Subject = Callable[[Session, Incoming], list[Outgoing] | None]

# Who hears words, in this order; questions about the plan take all that is left.
SUBJECTS: tuple[Subject, ...] = (
    guide.hear,
    events.hear,
    signups.hear,
    mine.hear,
    offers.hear,
    surveys.hear,
    profile.hear,
    privacy.hear,
    calendar.hear,
    watching.hear,
    broadcasts.hear,
    following.hear,
    finding.hear,
    questions.hear,
)

EVENTS: Mapping[Kind, Callable[[Session, Incoming], list[Outgoing]]] = {
    Kind.STICKER: media.receive,
    Kind.IMAGE: media.receive,
    Kind.VIDEO: media.receive,
    Kind.AUDIO: media.receive,
    Kind.FILE: media.receive,
    Kind.LOCATION: media.receive,
    Kind.FOLLOW: greetings.follow,
    Kind.UNFOLLOW: greetings.unfollow,
    Kind.JOIN: greetings.join,
    Kind.MEMBER_JOINED: greetings.member_joined,
    Kind.UNSEND: privacy.unsend,
}


def respond(session: Session, incoming: Incoming) -> list[Outgoing]:
    """The messages that answer an event; state is changed in the caller's transaction.

    A `Refusal` comes out as it is: the caller rolls back what was begun and sends `refusal`'s words.
    """
    if incoming.kind not in (Kind.TEXT, Kind.CHOICE):
        return EVENTS[incoming.kind](session, incoming)
    meant = steps.completed(session, incoming) or choosing.meant(session, incoming)
    heard = replace(incoming, text=meant)
    return next(said for subject in SUBJECTS if (said := subject(session, heard)) is not None)


def refusal(refused: Refusal) -> list[Outgoing]:
    """A rule said no: its words, and what can be done instead."""
    return refusals.told(refused)


def apology(reference: str) -> list[Outgoing]:
    """A bug: we are sorry, and this is the number to ask by."""
    return [Outgoing("apology", {"reference": reference})]
