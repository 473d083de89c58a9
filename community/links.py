"""Links to our own pages that open once, for one person and one purpose: what is personal is never in a talk.

Of a link only a mark of its secret is kept. What a page does is its own business (`handlers/web`); here it is
decided whether it may be opened, and that it is used once. The key that signs is passed in.
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, Index, delete, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import tokens
from community.errors import Refusal
from community.tables import Document, Moment, Table
from community.tokens import Thing, TokenUnknown

LASTS = timedelta(minutes=15)
# Who opened a form in time may take a day to fill it in: nobody is hurried (WCAG 2.2.1 asks for 20 hours).
FILLING = timedelta(hours=24)
KEPT = timedelta(days=7)


class Purpose(StrEnum):
    """What a link is for; one of another purpose doesn't open a page."""

    DETAILS = "details"  # sign up, with name and telephone
    PROFILE = "profile"  # see and change what we know
    DATA = "data"  # get all we hold
    CALENDAR = "calendar"  # a calendar feed: lasts until it is revoked


class Link(Table):
    """One link. `id` is the mark of its secret; `expires_at` None: it lasts until it is revoked.

    `content` is the mark of what was sent with it, and `done` what came of that: the same sent again gets the
    same answer.
    """

    __tablename__ = "links"
    __table_args__ = (Index("ix_links_person", "person"), Index("ix_links_made_at", "made_at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str]
    purpose: Mapped[str]
    facts: Mapped[Document]
    made_at: Mapped[Moment]
    expires_at: Mapped[Moment | None]
    opened_at: Mapped[Moment | None]
    used_at: Mapped[Moment | None]
    content: Mapped[str | None]
    done: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class LinkUnknown(Refusal):
    """Changed, made up, revoked, or long gone."""

    template = "link_unknown"


class LinkExpired(Refusal):
    """Its time is over. Facts: `purpose`."""

    template = "link_expired"


class LinkUsed(Refusal):
    """It was used already, for something else than is sent now. Facts: `purpose`."""

    template = "link_used"


@dataclass(frozen=True, slots=True)
class Seal:
    """Signs tokens with a key, so that a changed one is refused before the database is asked."""

    key: str

    def close(self, secret: str) -> str:
        """The token for a secret."""
        return tokens.sealed(self.key, Thing.LINK, secret)

    def open(self, token: str) -> str:
        """The secret of a token.

        Raises:
            LinkUnknown: it isn't one of ours.
        """
        try:
            return tokens.opened(self.key, Thing.LINK, token)
        except TokenUnknown:
            raise LinkUnknown from None


@dataclass(frozen=True, slots=True)
class Wish:
    """A link to be made: for whom and for what; `facts` are what the page needs to know (an event's id)."""

    person: str
    purpose: Purpose
    facts: Mapping[str, Any] = field(default_factory=dict)


def make(session: Session, seal: Seal, wish: Wish, now: datetime, lasts: timedelta | None = LASTS) -> str:
    """Make a link; its token is known to nobody but who gets it. `lasts` None: until it is revoked."""
    secret = secrets.token_urlsafe(24)
    until = None if lasts is None else now + lasts
    made = {"person": wish.person, "purpose": wish.purpose, "facts": dict(wish.facts)}
    session.add(Link(id=_mark(secret), made_at=now, expires_at=until, **made))
    session.flush()
    return seal.close(secret)


def look(session: Session, seal: Seal, token: str, purposes: Collection[str], now: datetime) -> Link:
    """The link of a token, not used up by this. One that was used comes too, while its time lasts.

    Raises:
        LinkUnknown, LinkExpired, LinkUsed: it can't be opened (any more).
    """
    link = find(session, seal, token, purposes)
    if link.expires_at is not None and now >= _shown_until(link, link.expires_at):
        raise _over(link)
    if link.opened_at is None:  # a statement of its own: whoever is forgotten meanwhile has no link any more
        session.execute(update(Link).where(Link.id == link.id).values(opened_at=now))
    return link


def use(
    session: Session, seal: Seal, token: str, purposes: Collection[str], now: datetime, content: str = ""
) -> Link:
    """Use a link up, under its row lock. If it was, with this very `content`, it comes with what was `done`.

    Raises:
        LinkUnknown, LinkExpired: it can't be used (any more).
        LinkUsed: it was, and for something else.
    """
    link = find(session, seal, token, purposes, lock=True)
    mark = _mark(content)
    if link.used_at is not None:
        if content and link.content == mark:
            return link
        raise LinkUsed(purpose=link.purpose)
    if link.expires_at is not None and now >= _filled_until(link, link.expires_at):
        raise _over(link)
    link.used_at, link.content = now, mark
    return link


def revoke(session: Session, person: str, purpose: Purpose) -> int:
    """End all of a person's links of a purpose; return how many there were."""
    mine = delete(Link).where(Link.person == person, Link.purpose == purpose)
    return len(session.scalars(mine.returning(Link.id)).all())


def forget(session: Session, person: str) -> None:
    """Delete a person's links."""
    session.execute(delete(Link).where(Link.person == person))


def tidy(session: Session, now: datetime) -> int:
    """Delete links that were of no use for a while; the number of them."""
    before = now - KEPT
    old = delete(Link).where(Link.expires_at < before, or_(Link.used_at.is_(None), Link.used_at < before))
    return len(session.scalars(old.returning(Link.id)).all())


def _mark(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def find(session: Session, seal: Seal, token: str, purposes: Collection[str], *, lock: bool = False) -> Link:
    """The link of a token, whatever its time.

    Raises:
        LinkUnknown: there is none.
    """
    mine = select(Link).where(Link.id == _mark(seal.open(token)), Link.purpose.in_(purposes))
    if lock:
        mine = mine.with_for_update().execution_options(populate_existing=True)
    link = session.scalar(mine)
    if link is None:
        raise LinkUnknown
    return link


def _shown_until(link: Link, expires_at: datetime) -> datetime:
    return expires_at if link.used_at is None else max(expires_at, link.used_at + LASTS)


def _filled_until(link: Link, expires_at: datetime) -> datetime:
    return expires_at if link.opened_at is None else max(expires_at, link.opened_at + FILLING)


def _over(link: Link) -> Refusal:
    return LinkExpired(purpose=link.purpose) if link.used_at is None else LinkUsed(purpose=link.purpose)
