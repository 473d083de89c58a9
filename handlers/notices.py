"""Notices to those who signed up: a place is offered, or theirs is over; the event is off, or not as it was.

To whom, the ground floor says (`offers.Moves`, `telling.concerned`); who has no account with us is called.
Reminders are `handlers/reminders.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from community import events, telling
from community.events import Event, EventState
from community.ledger import SignUp
from community.offers import Moves
from handlers import days, signed_up
from handlers import events as cards
from handlers.messages import Card, Choice, Outgoing

OFF = {
    EventState.CANCELLED: "中止になりました。楽しみにしてくださっていたのに、申し訳ありません。",
    EventState.POSTPONED: "延期になりました。新しい日が決まったらお知らせします。申込みはそのままです。",
}


@dataclass(frozen=True, slots=True)
class Told:
    """The notices to those who can be written to; `called`: whom somebody has to call."""

    notices: tuple[Outgoing, ...]
    called: Sequence[SignUp]


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


def of_place(session: Session, mine: SignUp, now: datetime) -> Outgoing:
    """Somebody who waited has a place now, and need do nothing for it."""
    event = events.public(session, mine.event_id)
    lead = "席が決まりました。当日、お待ちしています。"
    card = Card(event.title, lead, rows=(signed_up.people(mine), *cards.being_there(event, now)))
    ways = (*cards.links_of(event), *cards.telephone(event), Choice("わたしの申込み"))
    return Outgoing("card", {"card": card}, card, ways, to=mine.by, key=f"placed:{mine.id}")


def _over(session: Session, mine: SignUp) -> Outgoing:
    event = events.public(session, mine.event_id)
    ways = (Choice("もう一度申し込む", f"催し{event.id}に申し込む"), Choice("ほかの催し", "催しをさがす"))
    return Outgoing(
        "offer_over", {"title": event.title}, choices=ways, to=mine.by, key=f"offer-over:{mine.id}"
    )


def of_step(session: Session, event: Event, now: datetime) -> Told:
    """Tell all who signed up that an event is cancelled or postponed; of other steps nobody is told.

    Also at night: whoever would set out early must hear of it.
    """
    lead = OFF.get(EventState(event.state))
    if lead is None:
        return Told((), ())
    rows = (("もとの日時", days.day_and_hours(event, now)), ("問い合わせ", event.telephone or ""))
    card = Card(event.title, lead, rows=tuple((label, text) for label, text in rows if text))
    ways = (*cards.telephone(event), Choice("ほかの催し", "催しをさがす"))
    # What is postponed twice is told twice: each time was another change.
    return _to_all(session, event, Outgoing("card", {"card": card}, card, ways), about(event))


def about(event: Event) -> str:
    """How the keys of the notices begin that tell of an event's last step."""
    return f"{event.state}:{event.id}:{event.changed_at:%Y%m%dT%H%M%S}"


def of_change(session: Session, event: Event, before: Mapping[str, object], now: datetime) -> Told:
    """Tell all who signed up that the day, the hours or the place changed; `before`: what it was, by column.

    A postponed event that is published again with its new day is told of in the same way.
    """
    changed = telling.changed(event, before)
    if not changed or event.state not in events.COMING:
        return Told((), ())
    when = bool({"starts_at", "ends_at", "all_day"} & set(changed))
    what = "と".join([*(["日時"] if when else []), *(["場所"] if {"center", "place"} & set(changed) else [])])
    card = Card(
        event.title,
        f"{what}が変わりました。新しい{what}をご確認ください。",
        rows=cards.being_there(event, now),
        notes=("来られなくなったときは、「取り消す」を押してください。",),
    )
    ways = (*cards.links_of(event), *cards.telephone(event))
    return _to_all(
        session,
        event,
        Outgoing("card", {"card": card}, card, ways),
        f"changed:{event.id}:{event.changed_at:%Y%m%dT%H%M%S}",
    )


def _to_all(session: Session, event: Event, said: Outgoing, about: str) -> Told:
    concerned = telling.concerned(session, event.id)
    coming = event.state in events.COMING
    notices = []
    for person, theirs in concerned.written.items():
        cancel = tuple(
            Choice(
                "取り消す" if len(theirs) == 1 else f"申込み{each.number}を取り消す"[:20],
                f"{signed_up.words(each)}を取り消す",
            )
            for each in theirs
        )
        ways = (*said.choices, *(cancel if coming else ()), Choice("わたしの申込み"))
        notices.append(replace(said, choices=ways, to=person, key=f"{about}:{person}"))
    return Told(tuple(notices), concerned.called)
