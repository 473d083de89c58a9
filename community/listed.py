"""Under which ID an event stands in a list of events, when it came from somebody else's: to know it again.

Events that began here have an ID made of their number (`community/listing.py`), and no row.
"""

import re
from collections.abc import Collection, Mapping

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import listing
from community.tables import Table

_OWN = re.compile(rf"{listing.CITY}-(\d{{5,9}})(?:-2)?")


class Listed(Table):
    """An event's ID in the list that it came from."""

    __tablename__ = "listed"
    __table_args__ = (Index("uq_listed_event_id", "event_id", unique=True),)

    id: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))


def ids(session: Session, events: Collection[int]) -> Mapping[int, str]:
    """The ID of each of these events; no two have the same."""
    found = session.execute(select(Listed.event_id, Listed.id).where(Listed.event_id.in_(events)))
    known = dict(found.all())
    own = {each: listing.own_id(each) for each in events if each not in known}
    # A list made elsewhere by this same service may have brought an ID that one of ours would have.
    given = set(session.scalars(select(Listed.id).where(Listed.id.in_(own.values()))))
    return {**known, **{event: f"{each}-2" if each in given else each for event, each in own.items()}}


def number(listed_id: str) -> int | None:
    """The event's number that an ID of ours is made of; None for somebody else's."""
    found = _OWN.fullmatch(listed_id)
    return int(found[1]) if found else None


def came_from(session: Session, listed: Collection[str]) -> Mapping[str, int]:
    """The events that came with these IDs; IDs that nothing came with are left out."""
    found = session.execute(select(Listed.id, Listed.event_id).where(Listed.id.in_(listed)))
    return dict(found.all())
