"""News of a body as residents get it, and the sending of it, some people at a time.

What may be sent, to whom and when, is `community/news.py`'s.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from community import bodies, news, offices
from community.news import News
from handlers import addresses
from handlers.messages import Card, Choice, Outgoing


def message(session: Session, written: News) -> Outgoing:
    """What residents read."""
    first = session.get(News, written.corrects) if written.corrects is not None else None
    lead = (
        f"【訂正】「{first.title}」でお伝えしたことを直します。"
        if first
        else f"{written.body or '市'}からのお知らせ"
    )
    # A picture that LINE can't fetch would cost the whole message.
    card = Card(
        title=written.title,
        lead=lead,
        notes=(written.words,),
        picture=written.picture or "",
        picture_alt=written.title,
    )
    follows = (Choice("フォローをやめる", f"{written.body}のフォローをやめる"),) if written.followers else ()
    ways = (Choice("催しをさがす"), *follows, Choice("お知らせを止める", "お知らせはいらない"))
    return Outgoing("card", {"card": card}, card, ways)


def send(session: Session, now: datetime) -> Sequence[Outgoing]:
    """The next messages of all news that is due; what is left comes with the next run."""
    return [each for written in news.due(session, now) for each in _chunk(session, written, now)]


def _chunk(session: Session, written: News, now: datetime) -> Iterator[Outgoing]:
    said = message(session, written)
    first = written.told == 0
    for person in news.next_chunk(session, written, now):
        yield Outgoing(
            said.template, said.facts, said.card, said.choices, to=person, key=f"news:{written.id}:{person}"
        )
    if first:
        yield from _to_channels(session, written, said)


def _to_channels(session: Session, written: News, said: Outgoing) -> Iterator[Outgoing]:
    body = session.get(bodies.Body, written.body) if written.body else None
    workspace = offices.workspace(session)
    wanted = (body.channel if body else None, addresses.shared_channel())
    for channel in dict.fromkeys(each for each in wanted if each and workspace):
        key = f"channel:news-{written.id}:{channel}"
        yield Outgoing(said.template, said.facts, said.card, to=f"{workspace}:{channel}", key=key)
