"""Finds events that can still be joined or attended; the nearest others, when none is as it was asked for.

What was given up for them is said: one thing if one will do, in an order in which people would do so. How a
search becomes conditions is `community/searches.py`; who wants to hear of later ones, `community/watches.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from community import centers, searches, seats
from community.events import Event, EventState, Kind
from community.searches import Search

MOST = 10  # as many as cards fit into a message
AROUND = timedelta(weeks=2)
_WEIGHED = 300  # the soonest are compared by more than their time


class Given(StrEnum):
    """What was given up of a search."""

    KEYWORD = "keyword"
    HOURS = "hours"
    AREA = "area"  # for the areas beside
    KIND = "kind"  # a training for an event
    DATES = "dates"  # for two weeks before and after
    AUDIENCE = "audience"
    ELSEWHERE = "elsewhere"  # all but the words and the kind
    ANY_DAY = "any day"  # the days and hours, whatever they are; the areas beside, too
    ALL = "all"  # all but the kind, and for whom it is if that will do


@dataclass(frozen=True, slots=True)
class Found:
    """An event; how many places are free, None without limit; how many sign-ups wait."""

    event: Event
    free: int | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Findings:
    """The best of `total`; `given`: what of the search they don't fulfil, None when they fulfil all."""

    found: tuple[Found, ...] = ()
    total: int = 0
    given: Given | None = None


def find(session: Session, search: Search, now: datetime, skip: int = 0) -> Findings:
    """The events that fulfil a search, or else the nearest; `skip`: so many of them were seen already."""
    for given, weaker in ((None, search), *_weaker(search)):
        events, total = _search(session, (weaker, search), now, skip)
        seen_all = skip > 0 and not events and bool(_search(session, (weaker, search), now)[0])
        if events or seen_all:
            return Findings(places(session, events), total, given)
    return Findings()


def exactly(session: Session, search: Search, now: datetime) -> Findings:
    """The events that fulfil a search, and no others."""
    events, total = _search(session, (search, search), now)
    return Findings(places(session, events), total)


def places(session: Session, events: Sequence[Event]) -> tuple[Found, ...]:
    """Several events with their places; to decide about places, count them under their lock."""
    seen = seats.glances(session, [event.id for event in events])
    return tuple(Found(event, seen[event.id].free(event), seen[event.id].waiting) for event in events)


def _search(
    session: Session, searched: tuple[Search, Search], now: datetime, skip: int = 0
) -> tuple[Sequence[Event], int]:
    """The events that fulfil the first search, those first that are nearest to the second; and how many."""
    search, wanted = searched
    near = [_days_off(wanted)] if _around_them(search, wanted) else []
    soonest = (
        select(Event.id, func.count().over().label("total"))
        .where(*searches.conditions(search, now))
        .order_by(*near, Event.starts_at, Event.id)
        .limit(_WEIGHED)
        .subquery()
    )
    rows = session.execute(
        select(Event, soonest.c.total)
        .join(soonest, soonest.c.id == Event.id)
        .order_by(*_order(search, wanted, now), *near, Event.starts_at, Event.id)
        .offset(skip)
        .limit(MOST)
    ).all()
    return [row.Event for row in rows], rows[0].total if rows else 0


def _around_them(search: Search, wanted: Search) -> bool:
    """Whether days are searched that are only near to the wanted ones."""
    days = (search.first, search.last)
    return any(days) and days != (wanted.first, wanted.last)


def _order(search: Search, wanted: Search, now: datetime) -> list[ColumnElement[Any]]:
    """What counts before the time: the area, calls for help last, for whom it is meant, a free place."""
    order: list[ColumnElement[Any]] = []
    if search.areas and search.areas != wanted.areas:
        place = {area: number for number, area in enumerate(search.areas)}
        order.append(case(place, value=Event.area, else_=len(place)))
    if not wanted.kinds:
        order.append(case((Event.kind == Kind.VOLUNTEER, 1), else_=0))  # who wants to help says so
    if wanted.audience:
        order.append(searches.meant(wanted.audience, now).desc())
    return [*order, case((Event.state == EventState.FULL, 1), else_=0)]


def _days_off(wanted: Search) -> ColumnElement[Any]:
    """How far from the wanted days an event ends or begins."""
    gaps = [
        *([searches.begin_of(wanted.first) - Event.ends_at] if wanted.first else []),
        *([Event.starts_at - searches.begin_of(wanted.last)] if wanted.last else []),
    ]
    return func.greatest(*gaps)


def _weaker(search: Search) -> list[tuple[Given, Search]]:
    """The searches that give up one thing each, and at last nearly all; those that differ from the first."""
    return [(given, weaker) for given, give_up in _WAYS if (weaker := give_up(search)) != search]


def _neighbours(search: Search) -> Search:
    beside = dict.fromkeys(near for area in search.areas for near in centers.neighbours(area))
    return replace(search, areas=(*search.areas, *(area for area in beside if area not in search.areas)))


def _around(search: Search) -> Search:
    if search.first is None and search.last is None:
        return replace(search, weekdays=frozenset())
    first = search.first - AROUND if search.first else None
    last = search.last + AROUND if search.last else None
    return replace(search, first=first, last=last, weekdays=frozenset())


def _training_too(search: Search) -> Search:
    return replace(search, kinds=(Kind.EVENT, Kind.TRAINING)) if search.kinds == (Kind.EVENT,) else search


def _elsewhere(search: Search) -> Search:
    return Search(keywords=search.keywords, kinds=search.kinds) if search.keywords else search


def _any_day(search: Search) -> Search:
    near = _neighbours(search) if search.areas else search
    return replace(near, first=None, last=None, hours=None, weekdays=frozenset(), keywords=())


_WAYS: tuple[tuple[Given, Callable[[Search], Search]], ...] = (
    (Given.KEYWORD, lambda search: replace(search, keywords=())),
    (Given.HOURS, lambda search: replace(search, hours=None)),
    (Given.AREA, _neighbours),
    (Given.KIND, _training_too),
    (Given.DATES, _around),
    (Given.AUDIENCE, lambda search: replace(search, audience=None)),
    (Given.ELSEWHERE, _elsewhere),
    (Given.ANY_DAY, _any_day),
    (Given.ALL, lambda search: Search(audience=search.audience, kinds=search.kinds)),
    (Given.ALL, lambda search: Search(kinds=search.kinds)),
)
