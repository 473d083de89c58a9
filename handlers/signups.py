"""Signing up in a talk: asked, confirmed, done. Two taps for somebody whose details are known.

Name and telephone are never asked here but on a page of ours (`handlers/web/forms.py`), behind a link that
opens once. Seeing, changing and cancelling: `handlers/mine.py`. Who may come, the ground floor decides.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from community import admission, consents, conversations, events, ledger, profiles, seats, signups
from community.consents import Subject
from community.events import Event
from community.ledger import Application, Channel
from community.links import Purpose
from community.parties import Member
from community.profiles import Known
from handlers import events as cards
from handlers import invitations, notices, rules, signed_up, steps
from handlers.commands import Command, Verb, read
from handlers.messages import Card, Choice, Incoming, Outgoing

MOST_TAPPED = 4  # people, as choices; more can be typed
FORM = "お名前と電話番号は、申込みフォームで教えてください。15分以内に1回だけひらけます。"
BY_PHONE = "電話でも申し込めます。"


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks for which event, what is known of them, and what they said."""

    incoming: Incoming
    event: Event
    known: Known
    command: Command

    def words(self, party: str) -> str:
        """What is said when so many, or people so old, are to come."""
        return f"催し{self.event.id}に{party}で申し込む"


def hear(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """Begin a sign-up, or make it.

    Raises:
        NoSuchEvent, Unwelcome, AlreadySignedUp, SignedUpByAnother: it can't be.
    """
    command = read(incoming.text)
    if command is None or command.verb not in (Verb.SIGN_UP, Verb.SIGN_UP_NOW, Verb.PROXY):
        return None
    event_id = cards.asked(session, incoming, command)
    if event_id is None:
        return None  # nothing was looked at: others know better what is meant
    if not incoming.private:
        return [Outgoing("only_in_private")]
    event, known = events.public(session, event_id), profiles.of(session, incoming.person)
    return _hear(session, _Asking(incoming, event, known, command))


def _hear(session: Session, asking: _Asking) -> list[Outgoing]:
    incoming, event = asking.incoming, asking.event
    mine = ledger.valid(session, event.id, incoming.person)
    if mine is not None and asking.command.verb is not Verb.PROXY:
        return [signed_up.present(session, mine, event, again=True)]
    admission.judge_time(event, incoming.at)
    agreed = asking.known.complete and consents.holds(session, Subject.SIGN_UP, incoming.person)
    if not agreed or asking.command.verb is Verb.PROXY:
        return [_form(session, asking)]
    party = _party(session, asking)
    if party is None:
        return [steps.ask_ages(session, incoming, asking.words("…"), asking.command.people)]
    admission.judge_party(event, party)
    if consents.young(party, event.day, rules.guardian_age()):
        return [_form(session, asking)]
    if asking.command.verb is Verb.SIGN_UP:
        return [_confirm(session, asking, party)]
    return _make(session, asking, party)


def _party(session: Session, asking: _Asking) -> tuple[Member, ...] | None:
    """Who comes; None when it has to be asked how old they are."""
    command, me = asking.command, asking.known.member
    if command.ages:
        return tuple(Member(age) for age in command.ages)
    if cards.ages_matter(session, asking.event):
        return (me,) if command.people == 1 and me.born is not None else None
    return (me, *(Member() for _ in range(command.people - 1)))


def _form(session: Session, asking: _Asking) -> Outgoing:
    """The way to our form: a link that opens once."""
    whom = {"for": "other"} if asking.command.verb is Verb.PROXY else {}
    facts = {"event": asking.event.id, "size": asking.command.people, **whom}
    link = invitations.invite(session, asking.incoming, Purpose.DETAILS, facts)
    ways = (
        Choice("申込みフォームをひらく", link=link, main=True),
        *cards.telephone(asking.event),
    )
    card = Card(asking.event.title, FORM, notes=(BY_PHONE if asking.event.telephone else "",))
    return Outgoing("card", {"card": card}, card, ways)


def _confirm(session: Session, asking: _Asking, party: tuple[Member, ...]) -> Outgoing:
    event, size, incoming = asking.event, len(party), asking.incoming
    places = seats.count(session, event, incoming.at)
    fits = not places.waiting and places.take(places.people(_application(asking, party)))
    waiting = 0 if fits else ledger.waiting(session, event.id)
    rows = (("人数", f"{size}人"), *cards.being_there(event, incoming.at))
    full = f"いま満席です。キャンセル待ち(いま{waiting}組)に入ります。" if not fits else ""
    card = Card(event.title, "この内容で申し込みます。よろしいですか。", rows, notes=(full,))
    ages = "と".join(f"{age}歳" for age in asking.command.ages)
    yes = f"はい、催し{event.id}に{ages or f'{size}人'}で申し込みます"
    no = f"催し{event.id}"
    steps.ask_back(session, incoming, event.id, yes, no)
    others = [number for number in range(1, MOST_TAPPED + 1) if number != size] if not ages else []
    choices = (
        Choice("申し込む" if fits else "キャンセル待ちに入る", yes, main=True),
        *(Choice(f"{number}人で", asking.words(f"{number}人")) for number in others),
        Choice("ほかの人の申込み", f"催し{event.id}に代理で申し込む"),
        Choice("やめる", no),
    )
    return Outgoing("card", {"card": card}, card, choices)


def _application(asking: _Asking, party: tuple[Member, ...]) -> Application:
    known, incoming = asking.known, asking.incoming
    return Application(
        person=incoming.person,
        by=incoming.person,
        channel=Channel.LINE,
        request=incoming.id,
        party=party,
        name=known.name,
        telephone=known.telephone,
        area=known.area,
    )


def _make(session: Session, asking: _Asking, party: tuple[Member, ...]) -> list[Outgoing]:
    incoming, event = asking.incoming, asking.event
    outcome = signups.sign_up(session, event.id, _application(asking, party), incoming.at)
    conversations.do(session, incoming.person, {"looking": event.id}, incoming.at)
    told = notices.of_moves(session, outcome.moves, incoming.at)
    return [signed_up.present(session, outcome.sign_up, event), *told]
