"""The trail: who changed what, when, from what to what. It is only ever added to.

The database itself refuses to change or delete an entry (a trigger of migration 0003); the one thing it lets
through is that a person who is forgotten becomes `GONE`. Names, telephone numbers and ages are never in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Identity, Index, insert, inspect, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from community.tables import Document, Moment, Table

GONE = "gone"
CLOCK = "clock"  # who it was when nobody did it: a time came


class Entry(Table):
    """One change. `subject` is `event:<id>`, `sign_up:<id>` …; `event_id` gathers an event's whole trail.

    It is None for what is about no event (`office:<id>`, `body:<name>` …). `before` and `after` hold only
    what differs; `before` is empty for what is new.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_event_id", "event_id", "id"), Index("ix_audit_who", "who"))

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    event_id: Mapped[int | None]
    subject: Mapped[str]
    who: Mapped[str]
    what: Mapped[str]
    at: Mapped[Moment]
    before: Mapped[Document]
    after: Mapped[Document]


_WRITE = insert(Entry.__table__)  # type: ignore[arg-type]


def picture(row: Table, hidden: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What a row holds now, fit for the trail, but for its hidden columns."""
    return {name: _plain(getattr(row, name)) for name in _columns(type(row), hidden)}


@cache
def _columns(table: type[Table], hidden: frozenset[str]) -> tuple[str, ...]:
    return tuple(each.key for each in inspect(table).column_attrs if each.key not in hidden)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()  # one way to write a moment, or the same would differ
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum | timedelta) else value


def note(
    session: Session,
    subject: tuple[int | None, str],
    change: tuple[str, str],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    now: datetime,
) -> None:
    """Add an entry about `subject` (event, name of the thing) for a `change` (who, what).

    Nothing is added when nothing differs.
    """
    entry = _entry(subject, change, before, after, now)
    if entry is not None:
        session.connection().execute(_WRITE, entry)


def note_new(
    session: Session,
    things: Iterable[tuple[tuple[int | None, str], Mapping[str, Any]]],
    change: tuple[str, str],
    now: datetime,
) -> None:
    """Add entries about many new things, each with its subject and picture, in one go."""
    entries = (_entry(subject, change, {}, after, now) for subject, after in things)
    if written := [each for each in entries if each is not None]:
        session.connection().execute(_WRITE, written)


def _entry(
    subject: tuple[int | None, str],
    change: tuple[str, str],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    now: datetime,
) -> dict[str, Any] | None:
    differing = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    if not differing:
        return None
    return {
        "event_id": subject[0],
        "subject": subject[1],
        "who": change[0],
        "what": change[1],
        "at": now,
        "before": {name: before[name] for name in sorted(differing & set(before))},
        "after": {name: after[name] for name in sorted(differing & set(after))},
    }


def trail(session: Session, event_id: int, subject: str | None = None) -> Sequence[Entry]:
    """What happened to an event and its sign-ups, oldest first; or to one of them."""
    entries = select(Entry).where(Entry.event_id == event_id)
    if subject is not None:
        entries = entries.where(Entry.subject == subject)
    return session.scalars(entries.order_by(Entry.id)).all()


def forget(session: Session, who: str) -> None:
    """Take a person's mark off what they did; what was done stays."""
    session.execute(update(Entry).where(Entry.who == who).values(who=GONE))
