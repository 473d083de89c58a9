"""News of a body (活動だより): written, approved by a second person, sent, taken back, corrected.

Who the audience is: `community/audiences.py`. What goes out is made above; here is decided what may and when.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Identity, Index, Select, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import allowance, approvals, audiences, audit, bodies, broadcasts, hours, offices, spreading
from community.audiences import Audience
from community.broadcasts import Broadcast, BroadcastNotThatWay, NoSuchBroadcast
from community.errors import Refusal
from community.offices import Act
from community.reception import Kind
from community.tables import Moment, Table

TITLE_LIMIT, WORDS_LIMIT = 40, 1000  # characters


class NewsState(StrEnum):
    """draft → scheduled → sent; recalled ends it on the way."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENT = "sent"
    RECALLED = "recalled"


class News(Table):
    """One piece of news. `told`: how many it was put on its way to; `corrects`: the one it puts right.

    `area`, `age_group`, `interest` and `followers` (of its body) say to whom it goes; without: to everybody.
    """

    __tablename__ = "news"
    __table_args__ = (
        Index("ix_news_body", "body", "changed_at"),
        Index("ix_news_due", "send_at", postgresql_where=text("state = 'scheduled'")),
        Index("ix_news_by", "by"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    body: Mapped[str | None]
    title: Mapped[str]
    words: Mapped[str]
    picture: Mapped[str | None]
    area: Mapped[str | None]
    age_group: Mapped[str | None]
    interest: Mapped[str | None]
    followers: Mapped[bool] = mapped_column(server_default="false")
    state: Mapped[str]
    told: Mapped[int] = mapped_column(server_default="0")
    corrects: Mapped[int | None] = mapped_column(ForeignKey("news.id"))
    by: Mapped[str]
    send_at: Mapped[Moment | None]
    sent_at: Mapped[Moment | None]
    changed_at: Mapped[Moment]

    @property
    def audience(self) -> Audience:
        """To whom it goes."""
        return Audience(self.area, self.age_group, self.interest, self.body if self.followers else None)


class NoSuchNews(Refusal):
    """There is none. Facts: `news`."""

    template = "no_such_news"


class NewsNotThatWay(Refusal):
    """It was sent, or taken back, already. Facts: `title`, `state`."""

    template = "news_not_that_way"


class NewsChanged(Refusal):
    """Somebody else changed it meanwhile. Facts: `title`, `words`, `version`."""

    template = "news_changed"


class ShareUsedUp(Refusal):
    """The body's share of the month doesn't suffice. Facts: `body`, `share`, `used`, `people`."""

    template = "share_used_up"


class NobodyThere(Refusal):
    """The audience is empty. Facts: none."""

    template = "nobody_there"


def version(news: News) -> str:
    """The news as somebody sees it."""
    return news.changed_at.isoformat()


def look(session: Session, news_id: int, who: str, act: Act, now: datetime) -> News:
    """A piece of news, under its lock.

    Raises:
        NoSuchNews, NotYours: there is none, or it is another body's.
    """
    found = session.get(News, news_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NoSuchNews(news=news_id)
    offices.require(session, who, act, found.body, now)
    return found


def draft(session: Session, news: News, who: str, now: datetime) -> News:
    """Begin one. Raises `NotYours`."""
    offices.require(session, who, Act.NEWS, news.body, now)
    news.state, news.by, news.changed_at, news.told = NewsState.DRAFT, who, now, 0
    session.add(news)
    session.flush()
    _note(session, news, (who, "drafted"), {}, now)
    return news


def edit(
    session: Session, news_id: int, seen: str, changes: Mapping[str, Any], by: tuple[str, datetime]
) -> News:
    """Change a draft that was `seen`.

    Raises:
        NoSuchNews, NotYours, NewsNotThatWay: it isn't there, theirs, or a draft.
        NewsChanged: over a newer one nothing is written.
    """
    who, now = by
    news = look(session, news_id, who, Act.NEWS, now)
    _only(news, NewsState.DRAFT)
    if version(news) != seen:
        raise NewsChanged(title=news.title, words=news.words, version=version(news))
    before = _picture(news)
    for name, value in changes.items():
        setattr(news, name, value)
    news.changed_at = now
    approvals.withdraw(session, f"news:{news_id}")
    _note(session, news, (who, "changed"), before, now)
    return news


def people(session: Session, news: News) -> int:
    """How many it would reach."""
    return session.scalar(select(func.count()).select_from(_to(news).subquery())) or 0


def send(
    session: Session, news_id: int, seen: str, at: datetime | None, by: tuple[str, datetime]
) -> tuple[str, ...]:
    """Send it at a time (None: now), or ask for that; who can approve is returned, nobody when it goes.

    Raises:
        NoSuchNews, NotYours, NewsNotThatWay, NewsChanged: as `edit`.
        NobodyThere, ShareUsedUp: nobody would get it, or too many.
    """
    who, now = by
    news = look(session, news_id, who, Act.NEWS, now)
    _only(news, NewsState.DRAFT)
    if version(news) != seen:
        raise NewsChanged(title=news.title, words=news.words, version=version(news))
    _affordable(session, news, now)
    news.send_at = at
    if bodies.needs_second(session, news.body):
        approvals.ask(session, f"news:{news_id}", news.body, version(news), by)
        return offices.others(session, news.body, who, now)
    _schedule(session, news, who, now)
    return ()


def approve(session: Session, news_id: int, seen: str, who: str, now: datetime) -> News:
    """The second person's yes: it is scheduled.

    Raises:
        NotAsked, SecondPerson, ChangedSince: as `approvals.approve`.
        NoSuchNews, NotYours, NobodyThere, ShareUsedUp: as `send`.
    """
    news = look(session, news_id, who, Act.APPROVE, now)
    if version(news) != seen:
        raise approvals.ChangedSince
    approvals.approve(session, f"news:{news_id}", version(news), who)
    _affordable(session, news, now)
    _schedule(session, news, who, now)
    return news


def _schedule(session: Session, news: News, who: str, now: datetime) -> None:
    before = _picture(news)
    at = max(news.send_at or now, now)
    # Nobody is woken by news; a mistake is put right at once.
    news.send_at = at if news.corrects is not None else hours.wakes(at)
    news.state, news.changed_at = NewsState.SCHEDULED, now
    _note(session, news, (who, "scheduled"), before, now)


def recall(session: Session, news_id: int, who: str, now: datetime) -> int:
    """Stop what has not gone out; how many people won't get it.

    Raises:
        NoSuchNews, NotYours: there is none, or it isn't theirs.
        NewsNotThatWay: it wasn't to be sent.
    """
    news = look(session, news_id, who, Act.NEWS, now)
    _only(news, NewsState.SCHEDULED, NewsState.SENT)
    before = _picture(news)
    news.state, news.changed_at = NewsState.RECALLED, now
    stopped = 0
    with suppress(NoSuchBroadcast, BroadcastNotThatWay):  # not begun yet, or gone out
        stopped = spreading.recall(session, f"news:{news_id}", who, now)
    _note(session, news, (who, "recalled"), before, now)
    return stopped


def due(session: Session, now: datetime) -> Sequence[News]:
    """What is to be sent now, each under its lock; what another process is at is left to it."""
    late = select(News).where(News.state == NewsState.SCHEDULED, News.send_at <= now)
    return session.scalars(late.order_by(News.send_at, News.id).with_for_update(skip_locked=True)).all()


def begin(session: Session, news: News, why: str, now: datetime) -> int:
    """Write down who gets it: its audience, or those who got what it puts right. How many they are."""
    broadcast = Broadcast(
        id=f"news:{news.id}",
        kind=Kind.NEWS,
        body=news.body,
        title=news.title,
        why=why,
        urgent=None if news.corrects is None else "訂正",
    )
    news.told = broadcasts.begin(session, broadcast, _to(news), now)
    news.state, news.sent_at = NewsState.SENT, now
    return news.told


def _to(news: News) -> Select[str]:
    if news.corrects is not None:
        return broadcasts.reached(f"news:{news.corrects}")
    return audiences.people(news.audience)


def of_bodies(session: Session, names: Sequence[str], *, everything: bool, limit: int) -> Sequence[News]:
    """The newest news of these bodies, or of all."""
    rows = select(News).order_by(News.changed_at.desc(), News.id.desc()).limit(limit)
    return session.scalars(rows if everything else rows.where(News.body.in_(names))).all()


def forget(session: Session, person: str) -> None:
    """Take somebody's mark off what they wrote."""
    for each in session.scalars(select(News).where(News.by == person)):
        each.by = audit.GONE


def _affordable(session: Session, news: News, now: datetime) -> None:
    number = people(session, news)
    if not number:
        raise NobodyThere
    body = session.get(bodies.Body, news.body) if news.body else None
    share = body.share if body else None
    if share is not None and allowance.of_body(session, news.body, now) + number > share:
        raise ShareUsedUp(
            body=news.body, share=share, used=allowance.of_body(session, news.body, now), people=number
        )


def _only(news: News, *states: NewsState) -> None:
    if news.state not in states:
        raise NewsNotThatWay(title=news.title, state=news.state)


def _picture(news: News) -> dict[str, Any]:
    return audit.picture(news, frozenset({"by", "changed_at", "words"}))


def _note(
    session: Session, news: News, change: tuple[str, str], before: Mapping[str, Any], now: datetime
) -> None:
    session.flush()
    audit.note(session, (None, f"news:{news.id}"), change, before, _picture(news), now)
