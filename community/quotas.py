"""Places kept for some until a set time: for the young, for seniors, for people of an area.

What isn't kept is for anyone, and at its time a quota becomes that too. Nobody is bound to one of the places
they may use: people fit when all of them can be seated somehow.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations

from sqlalchemy import ForeignKey, Identity, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from community.parties import Member
from community.tables import Moment, Table

# Our own limits: the plan speaks of 若者 and シニア世代 without ages.
YOUTH_UNTIL = 29
SENIOR_FROM = 65
MOST = 6  # quotas of one event: each doubles what is reckoned

# How many people there are of each sort: by the quotas (their ids) whose places they may use.
People = Counter[frozenset[int]]


class Audience(StrEnum):
    """For whom places are kept."""

    YOUTH = "youth"
    SENIOR = "senior"
    AREA = "area"


class Quota(Table):
    """`seats` places of an event, kept for an audience until `releases_at` (None: to the end).

    `area` says which, for the audience of that name.
    """

    __tablename__ = "quotas"
    __table_args__ = (Index("ix_quotas_event_id", "event_id"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    audience: Mapped[str]
    area: Mapped[str | None]
    seats: Mapped[int]
    releases_at: Mapped[Moment | None]

    def kept(self, now: datetime) -> bool:
        """Whether its places are still for its audience only."""
        return self.releases_at is None or now < self.releases_at

    def meant_for(self, age: int | None, area: str | None) -> bool:
        """Whether somebody belongs to the audience; of whom that isn't known, doesn't."""
        if self.audience == Audience.AREA:
            return area is not None and area == self.area
        if age is None:
            return False
        return age <= YOUTH_UNTIL if self.audience == Audience.YOUTH else age >= SENIOR_FROM


def of_event(session: Session, event_id: int) -> Sequence[Quota]:
    """An event's quotas, also those that are released."""
    return session.scalars(select(Quota).where(Quota.event_id == event_id).order_by(Quota.id)).all()


def sort(party: Iterable[Member], area: str | None, quotas: Sequence[Quota], day: date) -> People:
    """How many of a party may use which quotas' places, by their ages on the day of the event."""
    ages = [member.age_on(day) for member in party]
    return Counter(frozenset(each.id for each in quotas if each.meant_for(age, area)) for age in ages)


def fit(capacity: int, quotas: Mapping[int, int], people: People) -> bool:
    """Whether all these people can be seated; `quotas` are the places that are kept, by quota.

    Hall's theorem: they can when for every choice of quotas those who may use no other ones are at most as
    many as the places of that choice together with the places for anyone.
    """
    anyone = capacity - sum(quotas.values())
    return all(
        sum(number for sort, number in people.items() if sort <= choice)
        <= anyone + sum(quotas[each] for each in choice)
        for choice in _choices(quotas)
    )


def _choices(quotas: Iterable[int]) -> Iterator[frozenset[int]]:
    ids = tuple(quotas)
    for size in range(len(ids) + 1):
        yield from map(frozenset, combinations(ids, size))
