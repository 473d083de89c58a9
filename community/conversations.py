"""What a conversation is about, so that the next question can lean on it; the language somebody chose.

And what is being done together, a step at a time, such as a sign-up. What was talked about is forgotten after
half an hour, and removed after a day; the chosen language stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community.tables import Document, Moment, Table

LASTS = timedelta(minutes=30)
KEPT = timedelta(days=1)


class Conversation(Table):
    """`person` is `<channel>:<the channel's user id>`; `topic` is what answers need to know.

    `doing` is a dialogue in progress: which, and how far; empty when there is none.
    """

    __tablename__ = "conversations"

    person: Mapped[str] = mapped_column(primary_key=True)
    topic: Mapped[Document]
    language: Mapped[str | None]
    at: Mapped[Moment]
    doing: Mapped[Document] = mapped_column(server_default="{}")


@dataclass(frozen=True, slots=True)
class Held:
    """What is known when somebody writes: empty when too long ago."""

    topic: Mapping[str, Any]
    language: str | None
    doing: Mapping[str, Any]


_table = Conversation.__table__
_select = _table.select().with_only_columns(_table.c.topic, _table.c.language, _table.c.at, _table.c.doing)


def recall(session: Session, person: str, now: datetime) -> Held:
    """What the conversation with a person is about."""
    row = session.execute(_select.where(_table.c.person == person)).one_or_none()
    if row is None:
        return Held({}, None, {})
    return Held(row.topic, row.language, row.doing) if now - row.at <= LASTS else Held({}, row.language, {})


def remember(
    session: Session, person: str, topic: Mapping[str, Any], language: str | None, now: datetime
) -> None:
    """Keep it for the next message."""
    values = {"topic": dict(topic), "language": language, "at": now}
    row = insert(Conversation).values(person=person, **values)
    session.execute(row.on_conflict_do_update(index_elements=["person"], set_=values))


def do(session: Session, person: str, doing: Mapping[str, Any], now: datetime) -> None:
    """Go on with what is being done together; an empty `doing` ends it."""
    values = {"doing": dict(doing), "at": now}
    row = insert(Conversation).values(person=person, topic={}, language=None, **values)
    session.execute(row.on_conflict_do_update(index_elements=["person"], set_=values))


def speak(session: Session, person: str, language: str | None, now: datetime) -> None:
    """From now on this language, for good; None is Japanese."""
    values = {"language": language, "at": now}
    row = insert(Conversation).values(person=person, topic={}, **values)
    session.execute(row.on_conflict_do_update(index_elements=["person"], set_=values))


def forget(session: Session, person: str) -> None:
    """What a person's conversation is about, with their words; a chosen language stays."""
    session.execute(update(Conversation).where(Conversation.person == person).values(topic={}, doing={}))


def forget_all(session: Session, person: str) -> None:
    """A person's conversation altogether, the language too."""
    session.execute(delete(Conversation).where(Conversation.person == person))


def tidy(session: Session, now: datetime) -> int:
    """Remove what is of no use any more, but for a chosen language; the number of conversations."""
    old = Conversation.at < now - KEPT
    session.execute(
        update(Conversation).where(old, Conversation.language.is_not(None)).values(topic={}, doing={})
    )
    gone = session.execute(delete(Conversation).where(old, Conversation.language.is_(None)))
    return gone.rowcount  # type: ignore[attr-defined, no-any-return]
