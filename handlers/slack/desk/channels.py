"""What goes into channels by itself: new events and results, in the body's own channel and in everybody's.

Everybody's channel (事業12: bodies learn from one another) is a setting. A channel that can't be posted in is
told to those who can put it right, once a day.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from community import bodies, hours, notified, offices
from community.events import Event
from community.ledger import SignUp, SignUpState
from handlers import addresses, days
from handlers.messages import Card, Choice, Outgoing
from handlers.slack.desk.asking import tell
from handlers.standing import KINDS, ages
from handlers.whereabouts import where

_KEY = "channel"
_LOOKED_BACK = timedelta(days=1)


def published(session: Session, event: Event) -> list[Outgoing]:
    """A new event, with the ways to look at it and to do the same."""
    told = (("日時", days.day_and_hours(event)), ("場所", where(event)), ("対象", ages(event)))
    card = Card(
        title=f"新しい{KINDS[event.kind]}:{event.title}",
        lead=event.body or "市",
        rows=tuple((label, text) for label, text in told if text),
    )
    ways = (
        Choice("まねしたい", f"催し {event.id} 写し"),
        Choice("ページを見る", link=addresses.page(f"/events/{event.id}")),
    )
    said = Outgoing("card", {"card": card}, card, ways)
    return list(_into_channels(session, event, said, "published"))


def held(session: Session, event: Event) -> list[Outgoing]:
    """How an event went: how many came."""
    came = select(func.coalesce(func.sum(SignUp.came), 0)).where(
        SignUp.event_id == event.id, SignUp.state == SignUpState.ATTENDED
    )
    number = session.scalar(came) or 0
    if not number:
        return []  # nobody ticked the roster: how many came isn't known
    card = Card(f"開かれました:{event.title}", f"{event.body or '市'}・{number}人が参加しました。")
    ways = (Choice("まねしたい", f"催し {event.id} 写し"),)
    return list(_into_channels(session, event, Outgoing("card", {"card": card}, card, ways), "held"))


def troubles(session: Session, now: datetime) -> Sequence[Outgoing]:
    """Channels in which nothing could be posted, told to the officers of the body, else to staff."""
    told = []
    for delivery in notified.failed(session, f"{_KEY}:", now - _LOOKED_BACK):
        channel = delivery.person.rpartition(":")[2]
        own = [each.name for each in bodies.everybody(session) if each.channel == channel]
        words = (
            f"<#{channel}> に投稿できませんでした。わっしょいをそのチャンネルに招待してください"
            "(チャンネルで /invite @わっしょい)。使わなくなったチャンネルなら、「団体」から選びなおせます。"
        )
        for each in offices.holders(session, own, now) or offices.holders(session, (None,), now):
            key = f"channel-trouble:{channel}:{hours.day_of(now)}:{each.person}"
            told.append(tell(each.person, key, words))
    return told


def _into_channels(session: Session, event: Event, said: Outgoing, what: str) -> Iterator[Outgoing]:
    body = session.get(bodies.Body, event.body) if event.body else None
    workspace = offices.workspace(session)
    wanted = (body.channel if body else None, addresses.shared_channel())
    for channel in dict.fromkeys(each for each in wanted if each and workspace):
        key = f"{_KEY}:{event.id}:{what}:{channel}"
        yield Outgoing(
            said.template, said.facts, said.card, said.choices, to=f"{workspace}:{channel}", key=key
        )
