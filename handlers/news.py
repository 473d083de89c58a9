"""News of a body as residents get it, and the beginning of its way to them.

What may be sent, to whom and when, is `community/news.py`'s.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from community import bodies, news, offices
from community import broadcasts as spread
from community.news import News
from handlers import addresses, broadcasts
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
    ways = (Choice("催しをさがす"), *follows)
    return Outgoing("card", {"card": card}, card, ways)


def send(session: Session, now: datetime) -> Sequence[Outgoing]:
    """All news that is due, each to its audience and into its channels."""
    return [each for written in news.due(session, now) for each in _begin(session, written, now)]


def _begin(session: Session, written: News, now: datetime) -> Iterator[Outgoing]:
    news.begin(session, written, why(written), now)
    said = message(session, written)
    yield broadcasts.made(said, spread.get(session, f"news:{written.id}"))
    yield from _to_channels(session, written, said)


def why(written: News) -> str:
    """Why somebody gets it, as they read it."""
    whose = written.body or "市"
    if written.corrects is not None:
        return "直す前のお知らせが届いた方へ"
    if written.followers:
        return f"{whose}をフォローしているため"
    narrowed = written.area or written.age_group or written.interest
    return f"{whose}から、{'あてはまる方へ' if narrowed else 'LINEの友だちの方へ'}"


def _to_channels(session: Session, written: News, said: Outgoing) -> Iterator[Outgoing]:
    body = session.get(bodies.Body, written.body) if written.body else None
    workspace = offices.workspace(session)
    wanted = (body.channel if body else None, addresses.shared_channel())
    for channel in dict.fromkeys(each for each in wanted if each and workspace):
        key = f"channel:news-{written.id}:{channel}"
        yield Outgoing(said.template, said.facts, said.card, to=f"{workspace}:{channel}", key=key)
