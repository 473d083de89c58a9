"""A sign-up told to whom it belongs: what it is now, what helps to be there, how to change it."""

from sqlalchemy.orm import Session

from community import ledger, shifts
from community.events import Event, Kind
from community.ledger import SignUp, SignUpState
from handlers import days, tickets
from handlers import events as cards
from handlers.messages import Card, Choice, Outgoing

MOST_TASKS = 6  # as choices of one message
_GOING = (SignUpState.CONFIRMED, SignUpState.ATTENDED)


def present(session: Session, mine: SignUp, event: Event, *, again: bool = False) -> Outgoing:
    """What a sign-up is; `again`: it was there before, and nothing has changed."""
    card = Card(
        title=event.title,
        lead=_state(session, mine, again=again),
        rows=(people(mine), *cards.being_there(event, mine.changed_at)),
    )
    return Outgoing("card", {"card": card}, card, ways(session, mine, event))


def _state(session: Session, mine: SignUp, *, again: bool) -> str:
    if mine.state == SignUpState.WAITLISTED:
        begun = "に入っています" if again else "に入りました"
        return f"キャンセル待ち{begun}({ledger.position(session, mine)}番目)。空きが出たらお知らせします。"
    if mine.state == SignUpState.OFFERED and mine.offered_until is not None:
        return (
            f"空きが出ています。{days.moment(mine.offered_until)}までに、受けるか見送るかをえらんでください。"
        )
    return "もう申し込んでいます。" if again else "申し込みました。"


def people(mine: SignUp) -> tuple[str, str]:
    """How many come, and who, where somebody else signed them up: a row of a card."""
    name = f"({mine.name}さん)" if mine.name and mine.person != mine.by else ""
    return "人数", f"{mine.size}人{name}"


def ways(session: Session, mine: SignUp, event: Event) -> tuple[Choice, ...]:
    """What can be done next with a sign-up."""
    this = words(mine)
    offered = mine.state == SignUpState.OFFERED
    answer = (
        (Choice("受ける", f"{this}を受ける", main=True), Choice("見送る", f"{this}を見送る"))
        if offered
        else ()
    )
    tasks = _tasks(session, mine, event) if mine.state in _GOING else ()
    links = (*tickets.way(mine), *cards.links_of(event)) if mine.state in _GOING else ()
    return (
        *answer,
        *tasks,
        *links,
        Choice("人数を変える", f"{this}の人数を変える"),
        Choice("取り消す", f"{this}を取り消す"),
        Choice("わたしの申込み"),
    )


def words(mine: SignUp) -> str:
    """How a sign-up is called in what buttons say: 催し12, and its number when it is somebody else's."""
    return f"催し{mine.event_id}" + (f"の申込み{mine.number}" if mine.person != mine.by else "")


def _tasks(session: Session, mine: SignUp, event: Event) -> tuple[Choice, ...]:
    if event.kind != Kind.VOLUNTEER:
        return ()
    there = shifts.helpers(session, event.id)
    chosen = shifts.chosen(session, mine.id)
    open_ones = [
        each
        for each in shifts.of_event(session, event.id)
        if each.id not in chosen and (each.wanted is None or there.get(each.id, 0) < each.wanted)
    ]
    return tuple(
        Choice(f"{days.clock(each.starts_at)} {each.task}"[:20], f"{words(mine)}で係{each.id}をする")
        for each in open_ones[:MOST_TASKS]
    )
