"""One's own sign-ups: seen, changed, cancelled; also those that somebody made for others.

What can't be undone is asked back first. Making a sign-up is `handlers/signups.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from community import conversations, events, ledger, shifts, signups
from community.events import COMING, Event
from community.ledger import NoSuchSignUp, SignUp, SignUpState
from community.parties import Member
from handlers import days, notices, signed_up, steps
from handlers import events as cards
from handlers.commands import Command, Verb, read
from handlers.messages import Card, Choice, Incoming, Outgoing
from handlers.whereabouts import where

MOST = 10  # sign-ups of one list
MOST_TAPPED = 6  # people, as choices
LATE = "取消しの期限を過ぎています。取り消したら、できれば電話でもお知らせください。"
STATES = {
    SignUpState.CONFIRMED: "申込み済み",
    SignUpState.WAITLISTED: "キャンセル待ち",
    SignUpState.OFFERED: "空きが出ています(お返事を待っています)",
    SignUpState.ATTENDED: "参加しました",
    SignUpState.ABSENT: "欠席",
}


@dataclass(frozen=True, slots=True)
class _Mine:
    """A sign-up, whose it is to change, and what was said about it."""

    incoming: Incoming
    command: Command
    event: Event
    sign_up: SignUp

    @property
    def words(self) -> str:
        return signed_up.words(self.sign_up)


def hear(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """List sign-ups, or change one.

    Raises:
        NoSuchSignUp, Unwelcome, NotYourShift, ShiftFull, ShiftsOverlap: it can't be.
    """
    command = read(incoming.text)
    if command is None or (command.verb is not Verb.MINE and command.verb not in _DOES):
        return None
    if not incoming.private:
        return [Outgoing("only_in_private")]
    if command.verb is Verb.MINE:
        return [_list(session, incoming)]
    sign_up = _find(session, incoming.person, command)
    event = events.public(session, sign_up.event_id)
    return _DOES[command.verb](session, _Mine(incoming, command, event, sign_up))


def _find(session: Session, person: str, command: Command) -> SignUp:
    theirs = [each for each in ledger.of_person(session, person) if each.event_id == command.event]
    if command.number is not None:
        theirs = [each for each in theirs if each.number == command.number]
    # The best first: valid, one's own. A second tap on 取り消す finds what the first has cancelled.
    theirs.sort(key=lambda each: (each.state == SignUpState.CANCELLED, each.person != person, -each.number))
    over = theirs and theirs[0].state == SignUpState.CANCELLED and command.verb is not Verb.CANCEL_NOW
    if not theirs or over:
        raise NoSuchSignUp
    return theirs[0]


def _valid(session: Session, person: str) -> list[SignUp]:
    return [each for each in ledger.of_person(session, person) if each.state != SignUpState.CANCELLED]


def _list(session: Session, incoming: Incoming) -> Outgoing:
    rows = [(each, events.public(session, each.event_id)) for each in _valid(session, incoming.person)]
    coming = [(each, event) for each, event in rows if event.ends_at > incoming.at and event.state in COMING]
    coming.sort(key=lambda row: row[1].starts_at)
    cards_ = tuple(_card(session, each, event, incoming) for each, event in coming[:MOST])
    facts = {"cards": cards_, "more": max(len(coming) - MOST, 0), "past": len(rows) - len(coming)}
    return Outgoing("my_sign_ups", facts, cards=cards_, choices=(Choice("催しをさがす"),))


def _card(session: Session, mine: SignUp, event: Event, incoming: Incoming) -> Card:
    position = ledger.position(session, mine)
    state = STATES[SignUpState(mine.state)] + (f"{position}番目" if position else "")
    who = f"{mine.name}さんの申込み" if mine.person != mine.by else ""
    rows = [
        ("状態", state),
        ("人数", f"{mine.size}人"),
        ("場所", where(event)),
        ("持ち物", event.bring or ""),
    ]
    return Card(
        title=event.title,
        lead=days.day_and_hours(event, incoming.at),
        rows=tuple((label, text) for label, text in rows if text),
        notes=(who,),
        choices=(
            Choice("くわしく", f"催し{event.id}"),
            *((Choice("受ける", f"{signed_up.words(mine)}を受ける"),) if mine.offered_until else ()),
            Choice("人数を変える", f"{signed_up.words(mine)}の人数を変える"),
            Choice("取り消す", f"{signed_up.words(mine)}を取り消す"),
        ),
    )


def _ask_cancel(session: Session, mine: _Mine) -> list[Outgoing]:
    event = mine.event
    late = event.cancel_until is not None and mine.incoming.at >= event.cancel_until
    rows = (("人数", f"{mine.sign_up.size}人"), *cards.being_there(event, mine.incoming.at))
    card = Card(event.title, "この申込みを取り消しますか。", rows, notes=(LATE if late else "",))
    yes, no = f"はい、{mine.words}を取り消します", f"催し{event.id}"
    steps.ask_back(session, mine.incoming, event.id, yes, no)
    ways = (Choice("取り消す", yes, main=True), Choice("やめておく", no))
    return [Outgoing("card", {"card": card}, card, ways)]


def _cancel(session: Session, mine: _Mine) -> list[Outgoing]:
    who, at = mine.incoming.person, mine.incoming.at
    outcome = signups.cancel(session, mine.sign_up.id, who, at)
    when = days.day_and_hours(mine.event, at)
    facts = {"title": mine.event.title, "when": when, "late": outcome.sign_up.late}
    ways = (Choice("申し込みなおす", f"催し{mine.event.id}に申し込む"), Choice("わたしの申込み"))
    return [Outgoing("cancelled", facts, choices=ways), *notices.of_moves(session, outcome.moves, at)]


def _ask_size(session: Session, mine: _Mine) -> list[Outgoing]:
    if cards.ages_matter(session, mine.event):
        return [steps.ask_ages(session, mine.incoming, f"{mine.words}を…にする", mine.sign_up.size)]
    sizes = [number for number in range(1, MOST_TAPPED + 1) if number != mine.sign_up.size]
    ways = tuple(Choice(f"{number}人", f"{mine.words}を{number}人にする") for number in sizes)
    return [Outgoing("ask_size", {"title": mine.event.title, "size": mine.sign_up.size}, choices=ways)]


def _change(session: Session, mine: _Mine) -> list[Outgoing]:
    command, at = mine.command, mine.incoming.at
    if not command.ages and cards.ages_matter(session, mine.event):
        return [steps.ask_ages(session, mine.incoming, f"{mine.words}を…にする", command.people)]
    party = tuple(Member(age) for age in command.ages) or _resized(mine.sign_up.members, command.people)
    outcome = signups.change_party(session, mine.sign_up.id, party, mine.incoming.person, at)
    conversations.do(session, mine.incoming.person, {"looking": mine.event.id}, at)
    told = notices.of_moves(session, outcome.moves, at)
    return [signed_up.present(session, outcome.sign_up, mine.event), *told]


def _resized(members: Sequence[Member], size: int) -> tuple[Member, ...]:
    return (*members[:size], *(Member() for _ in range(size - len(members))))


def _help(session: Session, mine: _Mine) -> list[Outgoing]:
    who, at, wanted = mine.incoming.person, mine.incoming.at, mine.command.shift
    already = shifts.chosen(session, mine.sign_up.id)
    chosen = {**already, **({wanted: mine.sign_up.size} if wanted is not None else {})}
    shifts.choose(session, mine.sign_up.id, chosen, who, at)
    tasks = [each for each in shifts.of_event(session, mine.event.id) if each.id in chosen]
    lines = tuple(f"{days.span(each.starts_at, each.ends_at)} {each.task}" for each in tasks)
    ways = signed_up.ways(session, mine.sign_up, mine.event)
    return [Outgoing("helping", {"title": mine.event.title, "tasks": lines}, choices=ways)]


_DOES: Mapping[Verb, Callable[[Session, _Mine], list[Outgoing]]] = {
    Verb.CANCEL: _ask_cancel,
    Verb.CANCEL_NOW: _cancel,
    Verb.CHANGE: _ask_size,
    Verb.CHANGE_NOW: _change,
    Verb.HELP_IN: _help,
}
