"""The trail looked through by staff: who did what when, by person, event and day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from community import offices
from community.audit import Entry
from community.hours import TOWN
from community.offices import Act

PAGE = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; None: no matter. Both days count."""

    who: str | None = None
    event: int | None = None
    first: date | None = None
    last: date | None = None


def page(
    session: Session, wanted: Wanted, number: int, by: tuple[str, datetime]
) -> tuple[Sequence[Entry], bool]:
    """A page from 1 on, the newest entries first, and whether there is another.

    Raises:
        NotYours: only staff look through it.
    """
    offices.require(session, by[0], Act.TRAIL, None, by[1])
    rows = _rows(wanted).order_by(Entry.id.desc()).limit(PAGE + 1).offset((max(number, 1) - 1) * PAGE)
    found = session.scalars(rows).all()
    return found[:PAGE], len(found) > PAGE


def everything(session: Session, wanted: Wanted) -> Iterator[Entry]:
    """All entries, the oldest first, one by one however many they are; for a file."""
    yield from session.scalars(_rows(wanted).order_by(Entry.id).execution_options(yield_per=1000))


def _rows(wanted: Wanted) -> Select[Entry]:
    rows = select(Entry)
    if wanted.who is not None:
        rows = rows.where(Entry.who == wanted.who)
    if wanted.event is not None:
        rows = rows.where(Entry.event_id == wanted.event)
    if wanted.first is not None:
        rows = rows.where(Entry.at >= datetime.combine(wanted.first, time(), TOWN))
    if wanted.last is not None:
        rows = rows.where(Entry.at < datetime.combine(wanted.last + timedelta(days=1), time(), TOWN))
    return rows
