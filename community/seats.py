"""How many places of an event are taken, and whether a party still fits: reckoned from the ledger each time.

A count that is kept beside the rows could drift from them. To decide, count under the event's row lock; to
tell how many are left, without.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from community import quotas
from community.events import Event
from community.ledger import SEATED, Application, SignUp, SignUpState
from community.quotas import People, Quota


@dataclass(slots=True)
class Seats:
    """An event's places. `taken` are the people who have one or are offered one.

    `kept` are the quotas that still are; `waiting`: somebody waits; `last`: the last number given out;
    `offers_end` when the first open offer ends. `promised`: some of the taken places will be offered in the
    morning.
    """

    event: Event
    kept: tuple[Quota, ...]
    taken: People
    waiting: bool
    last: int
    offers_end: datetime | None
    promised: bool = False

    @property
    def free(self) -> int | None:
        """Places without anybody, whoever may use them; None when there is no limit."""
        if self.event.capacity is None:
            return None
        return max(self.event.capacity - self.taken.total(), 0)

    def people(self, party: SignUp | Application) -> People:
        """A party by the quotas whose places they may use."""
        members = party.members if isinstance(party, SignUp) else party.party
        return quotas.sort(members, party.area, self.kept, self.event.day)

    @property
    def tenable(self) -> bool:
        """Whether all who have a place can be seated; not so after places were taken away."""
        return self._fit(self.taken)

    def take(self, people: People) -> bool:
        """Seat all of them, if they fit; True when they did."""
        together = self.taken + people
        if not self._fit(together):
            return False
        self.taken = together
        return True

    def _fit(self, people: People) -> bool:
        if self.event.capacity is None:
            return True
        return quotas.fit(self.event.capacity, {each.id: each.seats for each in self.kept}, people)

    def leave(self, people: People) -> None:
        """Free the places of people."""
        self.taken -= people


def _reckoning() -> Select[*tuple[Any, ...]]:
    wanted = bindparam("event_id", type_=Integer)
    mine, offered = SignUp.event_id == wanted, SignUp.state == SignUpState.OFFERED
    # One by one, each by its index: a thousand who wait then cost nothing.
    taken = select(func.sum(SignUp.size)).where(mine, SignUp.state.in_(SEATED)).scalar_subquery()
    last = select(func.max(SignUp.number)).where(mine).scalar_subquery()
    ends = select(func.min(SignUp.offered_until)).where(mine, offered).scalar_subquery()
    return select(
        func.coalesce(taken, 0).label("taken"),
        exists().where(mine, SignUp.state == SignUpState.WAITLISTED).label("waiting"),
        func.coalesce(last, 0).label("last"),
        ends.label("offers_end"),
        exists().where(Quota.event_id == wanted).label("quotas"),
    )


# Built once: it is run for every sign-up while others wait, and building it costs more than running it.
_RECKONING = _reckoning()


def count(session: Session, event: Event, now: datetime) -> Seats:
    """The places of an event as they are."""
    session.flush()
    row = session.connection().execute(_RECKONING, {"event_id": event.id}).one()
    quota = quotas.of_event(session, event.id) if row.quotas else ()
    kept = tuple(each for each in quota if each.kept(now))
    seats = Seats(event, kept, Counter({frozenset(): row.taken}), row.waiting, row.last, row.offers_end)
    if kept and row.taken:
        seated_ones = session.scalars(
            select(SignUp).where(SignUp.event_id == event.id, SignUp.state.in_(SEATED))
        )
        seats.taken = sum((seats.people(each) for each in seated_ones), start=Counter())
    return seats


@dataclass(frozen=True, slots=True)
class Glance:
    """How it stands with an event's places: people who have one, and sign-ups that wait."""

    taken: int = 0
    waiting: int = 0

    def free(self, event: Event) -> int | None:
        """Places without anybody; None when there is no limit."""
        return None if event.capacity is None else max(event.capacity - self.taken, 0)


def glances(session: Session, events: Collection[int]) -> Mapping[int, Glance]:
    """The places of several events, to be shown, in one query; events without sign-ups stand there too."""
    seated, waits = SignUp.state.in_(SEATED), SignUp.state == SignUpState.WAITLISTED
    reckoning = (
        select(
            SignUp.event_id,
            func.coalesce(func.sum(SignUp.size).filter(seated), 0).label("taken"),
            func.count().filter(waits).label("waiting"),
        )
        .where(SignUp.event_id.in_(events), seated | waits)
        .group_by(SignUp.event_id)
    )
    rows = session.execute(reckoning) if events else ()
    return dict.fromkeys(events, Glance()) | {row.event_id: Glance(row.taken, row.waiting) for row in rows}
