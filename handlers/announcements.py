"""Events told of unasked: a new one, one that soon closes or fills, and a body's week.

Which and to whom is `community/announcing.py`'s.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from community import announcing, broadcasts, finding, hours, offices
from community.announcing import Round
from community.broadcasts import Broadcast
from community.events import Event
from community.reception import Kind
from handlers import days, found
from handlers.broadcasts import made
from handlers.messages import Card, Choice, Outgoing
from handlers.whereabouts import where


def new(session: Session, now: datetime) -> Sequence[Outgoing]:
    """New events to those whom they fit."""
    return list(_told(session, announcing.new(session, now), Kind.EVENT, now))


def last_calls(session: Session, now: datetime) -> Sequence[Outgoing]:
    """What soon closes or fills, to those whom it fits."""
    return list(_told(session, announcing.last_calls(session, now), Kind.LAST_CALL, now))


def rounds(session: Session, now: datetime) -> Sequence[Outgoing]:
    """Each body's week, to its followers and into its channel."""
    return [each for round_ in announcing.rounds(session, now) for each in _round(session, round_, now)]


def _told(session: Session, events: Sequence[Event], kind: Kind, now: datetime) -> Iterator[Outgoing]:
    for event in events:
        why = f"{event.body or '市'}をフォローしているか、{event.area or '市内'}にお住まいのため"
        begun = announcing.begin(session, event, kind, why, now)
        if begun is not None:
            yield made(_event(session, event, kind, now), begun)


def _event(session: Session, event: Event, kind: Kind, now: datetime) -> Outgoing:
    (seen,) = finding.places(session, [event])
    shown = found.card(seen, now)
    lead = "新しい催しです。" if kind is Kind.EVENT else _hurry(session, event, now)
    card = Card(event.title, f"{lead}\n{shown.lead}", shown.rows, picture=shown.picture)
    ways = (
        *(each for each in shown.choices if each.words != f"催し{event.id}"),
        Choice("くわしく", f"催し{event.id}"),
    )
    return Outgoing("card", {"card": card}, card, ways)


def _hurry(session: Session, event: Event, now: datetime) -> str:
    left = announcing.left_over(session, event)
    if left is not None and left <= announcing.FEW:
        return f"残り{left}席です。"
    closes = event.closes_at or event.starts_at
    number = (hours.day_of(closes) - hours.day_of(now)).days
    return f"しめきりまで、あと{number}日です。" if number else "しめきりは今日です。"


def _round(session: Session, round_: Round, now: datetime) -> Iterator[Outgoing]:
    name, day = round_.body.name, hours.day_of(now)
    said = _week(round_, now)
    row = Broadcast(
        id=f"{Kind.ROUNDUP}:{name}:{day}",
        kind=Kind.ROUNDUP,
        body=name,
        title=f"{name}の1週間",
        why=f"{name}をフォローしているため",
    )
    if broadcasts.begin(session, row, announcing.followers(name), now):
        yield made(said, broadcasts.get(session, row.id))
    workspace = offices.workspace(session)
    if round_.body.channel and workspace:
        key = f"channel:roundup:{name}:{day}"
        yield Outgoing(said.template, said.facts, said.card, to=f"{workspace}:{round_.body.channel}", key=key)


def _week(round_: Round, now: datetime) -> Outgoing:
    coming = [(days.day_and_hours(each, now), f"{each.title}({where(each)})") for each in round_.events]
    card = Card(
        title=f"{round_.body.name}の1週間",
        lead="これからの催しと、活動のようすです。" if coming else "活動のようすです。",
        rows=tuple(coming),
        notes=tuple(f"活動だより:{each.title}" for each in round_.news),
    )
    ways = tuple(Choice(f"{each.title[:12]}を見る", f"催し{each.id}") for each in round_.events[:4])
    return Outgoing("card", {"card": card}, card, (*ways, Choice("催しをさがす")))
