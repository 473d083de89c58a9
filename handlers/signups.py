"""Signing up in a talk: asked, confirmed, done. Two taps for somebody whose details are known.

Name and telephone are never asked here but on a page of ours (`handlers/web/forms.py`), behind a link that opens
once. Own sign-ups, changing and cancelling them: `handlers/mine.py`. Who may come is the ground floor's to decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from community import admission, consents, conversations, events, ledger, links, profiles, seats, shifts, signups
from community.consents import Subject
from community.events import Event
from community.ledger import Application, Channel, SignUpState
from community.links import Purpose, Seal, Wish
from community.parties import Member
from community.profiles import Known
from handlers import addresses, ages, days, notices
from handlers import events as cards
from handlers.commands import Command, Verb, read
from handlers.messages import Card, Choice, Incoming, Outgoing

MOST_SHIFTS = 8  # as choices of one message
STEP = "ages"


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks for which event, and what is known of them."""

    incoming: Incoming
    event: Event
    known: Known
    size: int

    @property
    def number(self) -> int:
        return self.event.id


def hear(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """Begin a sign-up, go on with it, make it.

    Raises:
        NoSuchEvent, Unwelcome, AlreadySignedUp, SignedUpByAnother: it can't be.
    """
    told = ages.told(session, incoming, STEP)
    if told is not None:
        return _with_ages(session, incoming, told)
    command = read(incoming.text)
    if command is None or command.verb not in (Verb.SIGN_UP, Verb.SIGN_UP_NOW):
        return None
    event_id = cards.asked(session, incoming, command)
    if event_id is None:
        return None  # nothing was looked at: others know better what is meant
    if not incoming.private:
        return [Outgoing("only_in_private")]
    return _go_on(session, _asking(session, incoming, event_id, command), command)


def _asking(session: Session, incoming: Incoming, event_id: int, command: Command) -> _Asking:
    known = profiles.of(session, incoming.person)
    return _Asking(incoming, events.public(session, event_id), known, command.size or 1)


def _go_on(session: Session, asking: _Asking, command: Command) -> list[Outgoing]:
    admission.judge_time(asking.event, asking.incoming.at)
    _refuse_again(session, asking)
    if not _may_tap(session, asking):
        return [form(session, asking.incoming, asking.event, asking.size)]
    held = conversations.recall(session, asking.incoming.person, asking.incoming.at).doing
    party = _party(session, asking, held.get("ages") if held.get("event") == asking.number else None)
    if party is None:
        return [ages.ask(session, asking.incoming, {"step": STEP, "event": asking.number, "size": asking.size})]
    return _settle(session, asking, party, now=command.verb is Verb.SIGN_UP_NOW)


def _with_ages(session: Session, incoming: Incoming, told: ages.Told) -> list[Outgoing]:
    asking = _Asking(
        incoming, events.public(session, told.doing["event"]), profiles.of(session, incoming.person), len(told.ages)
    )
    _refuse_again(session, asking)
    conversations.do(
        session, incoming.person, {"event": asking.number, "ages": list(told.ages)}, incoming.at
    )
    return _settle(session, asking, tuple(Member(age) for age in told.ages), now=False)


def _settle(session: Session, asking: _Asking, party: tuple[Member, ...], *, now: bool) -> list[Outgoing]:
    admission.judge(asking.event, party, asking.incoming.at)
    if not now:
        return [_confirm(session, asking)]
    incoming = asking.incoming
    application = Application(
        person=incoming.person,
        by=incoming.person,
        channel=Channel.LINE,
        request=incoming.id,
        party=party,
        name=asking.known.name,
        telephone=asking.known.telephone,
        area=asking.known.area,
    )
    outcome = signups.sign_up(session, asking.number, application, incoming.at)
    conversations.do(session, incoming.person, {"looking": asking.number}, incoming.at)
    told = notices.of_moves(session, outcome.moves, incoming.at)
    return [done(session, asking.event, outcome.sign_up), *told]
