"""What is searched for among the events, as conditions of the database: days, hours, people, areas, words.

Which of it may be given up when nothing is found is `community/finding.py`. How people say it, nobody here
knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Date, Time, and_, case, cast, column, exists, false, func, not_, or_, true
from sqlalchemy.sql.elements import ColumnElement

from community import centers
from community.courses import Lesson
from community.events import TAKING, Event, EventState
from community.hours import TOWN
from community.quotas import SENIOR_FROM, YOUTH_UNTIL, Quota
from community.shifts import Shift

YOUTH, SENIOR, FAMILY, ANYONE = "youth", "senior", "family", "anyone"
# Ages of whom it shall be for: children are those who aren't counted as young yet.
_AGES = {YOUTH: (13, YOUTH_UNTIL), SENIOR: (SENIOR_FROM, 120), FAMILY: (0, 12)}
_NAMED = {
    YOUTH: "若者|若手|若い|ユース|青年|高校生|大学生|中高生|(?<!小)学生|20代",
    SENIOR: "シニア|高齢|敬老|年寄り|老人|熟年|60歳|65歳|70歳",
    FAMILY: "親子|子ども|子供|こども|家族|ファミリー|キッズ|小学生|児童|幼児|赤ちゃん|孫",
}
_SPELLINGS = (("祭り", "まつり"), ("踊り", "おどり"), ("子ども", "こども"), ("蕎麦", "そば"))
# A limit of these ages, a bit wider than theirs, says that an event is meant for them.
_CHILDREN, _YOUNG, _ELDERLY = 15, 39, 50
# What may be missing from a name: そば打ち体験 is found as そば打ち, too.
_ENDINGS = ("教室", "体験", "体験会", "講座", "大会", "レッスン")
_ZONE = str(TOWN)
_DAY = timedelta(days=1)
Clause = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Search:
    """What shall be found; what is None or empty doesn't matter.

    `first` and `last` are days in town, `hours` when it shall begin, with both ends; `weekdays`: Monday = 0.
    `audience`: youth, senior, family or anyone. `kinds` and `areas`: any of them; `keywords`: all of them.
    `event`: this one and no other, as soon as there is a place in it.
    """

    first: date | None = None
    last: date | None = None
    hours: tuple[time, time] | None = None
    weekdays: frozenset[int] = frozenset()
    audience: str | None = None
    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    event: int | None = None


def conditions(search: Search, now: datetime) -> list[Clause]:
    """What an event has to fulfil: it can still be joined or attended, and is as it is searched for."""
    return [
        open_at(now),
        *_period(search, now),
        *([Event.kind.in_(search.kinds)] if search.kinds else []),
        *([_in_areas(search.areas)] if search.areas else []),
        *([fits(search.audience)] if search.audience else []),
        *(_holds(word) for word in search.keywords),
        *([_has_place(search.event, now)] if search.event is not None else []),
    ]


def open_at(now: datetime) -> Clause:
    """It takes sign-ups, now or soon; or it goes on already, and anybody may come without."""
    closes = func.coalesce(Event.closes_at, Event.starts_at)
    free = and_(Event.capacity.is_(None), Event.closes_at.is_(None))
    return and_(
        Event.state.in_(TAKING), Event.ends_at > now, or_(and_(Event.starts_at > now, closes > now), free)
    )


def fits(audience: str) -> Clause:
    """Whether people of an audience may come. For anyone: there is no limit of age."""
    if audience not in _AGES:
        return and_(Event.youngest.is_(None), Event.oldest.is_(None))
    youngest, oldest = _AGES[audience]
    return and_(func.coalesce(Event.youngest, 0) <= oldest, func.coalesce(Event.oldest, 120) >= youngest)


def meant(audience: str, now: datetime) -> ColumnElement[int]:
    """How much an event is meant for an audience: by its ages, places kept for it, its title; at most 1."""
    if audience not in _AGES:
        return cast(0, Event.id.type)
    kept = exists().where(
        Quota.event_id == Event.id,
        Quota.audience == audience,
        or_(Quota.releases_at.is_(None), Quota.releases_at > now),
    )
    own = or_(_limited_to(audience), kept, Event.title.regexp_match(_NAMED[audience]))
    others = "|".join(words for name, words in _NAMED.items() if name != audience)
    return _one_if(own) - _one_if(Event.title.regexp_match(others))


def _limited_to(audience: str) -> Clause:
    """Whether its ages say that it is for them, and not only that they may come."""
    if audience == SENIOR:
        return func.coalesce(Event.youngest, 0) >= _ELDERLY
    return func.coalesce(Event.oldest, 120) <= (_YOUNG if audience == YOUTH else _CHILDREN)


def _has_place(event_id: int, now: datetime) -> Clause:
    opened = or_(Event.opens_at.is_(None), Event.opens_at <= now)
    return and_(Event.id == event_id, Event.state == EventState.PUBLISHED, opened)


def _one_if(clause: Clause) -> ColumnElement[int]:
    return case((clause, 1), else_=0)


def begin_of(day: date) -> datetime:
    """The first moment of a day in town."""
    return datetime.combine(day, time(), TOWN)


def _period(search: Search, now: datetime) -> list[Clause]:
    """It lasts into the days; of a course a session does, of a call for help a shift, when it has any."""
    begin = max(begin_of(search.first), now) if search.first else now
    end = begin_of(search.last + _DAY) if search.last and search.last < date.max else None
    lasting = [Event.ends_at > begin, *([Event.starts_at < end] if end else [])]
    narrow = search.first or search.last or search.hours or search.weekdays
    return [*lasting, _some_part(search, begin, end)] if narrow else lasting


def _some_part(search: Search, begin: datetime, end: datetime | None) -> Clause:
    lesson, shift = Lesson.event_id == Event.id, Shift.event_id == Event.id
    held = and_(lesson, not_(Lesson.dropped))
    parts = [
        exists().where(held, *_at(Lesson, search, begin, end)),
        and_(not_(exists().where(held)), exists().where(shift, *_at(Shift, search, begin, end))),
    ]
    whole = and_(not_(exists().where(held)), not_(exists().where(shift)), *_days(search, begin, end))
    return or_(whole, *parts)


def _at(part: type[Lesson | Shift], search: Search, begin: datetime, end: datetime | None) -> list[Clause]:
    here = func.timezone(_ZONE, part.starts_at)
    return [
        part.ends_at > begin,
        *([part.starts_at < end] if end else []),
        *([cast(here, Time).between(*search.hours)] if search.hours else []),
        *([_weekday(here).in_(search.weekdays)] if search.weekdays else []),
    ]


def _days(search: Search, begin: datetime, end: datetime | None) -> list[Clause]:
    """Of an event without parts: its hours on any of its days, its days in the period."""
    starts = func.timezone(_ZONE, Event.starts_at)
    clauses: list[Clause] = []
    if search.hours:
        clauses.append(or_(Event.all_day, cast(starts, Time).between(*search.hours)))
    if search.weekdays:
        last = func.timezone(_ZONE, Event.ends_at) - timedelta(microseconds=1)
        first_day = func.greatest(cast(starts, Date), cast(func.timezone(_ZONE, begin), Date))
        last_day: ColumnElement[Any] = cast(last, Date)
        if end is not None:
            last_day = func.least(last_day, cast(func.timezone(_ZONE, end) - _DAY, Date))
        day = (
            func.generate_series(first_day, last_day, _DAY).table_valued(column("day", Date)).render_derived()
        )
        clauses.append(exists().select_from(day).where(_weekday(day.c.day).in_(search.weekdays)))
    return clauses


def _weekday(moment: ColumnElement[Any]) -> ColumnElement[int]:
    return func.extract("isodow", moment) - 1


def _in_areas(areas: tuple[str, ...]) -> Clause:
    there = [each.name for each in centers.centers() if each.area in areas]
    return or_(Event.area.in_(areas), and_(Event.area.is_(None), Event.center.in_(there)))


def _holds(word: str) -> Clause:
    texts = func.concat_ws(" ", Event.title, Event.description, Event.place, Event.field, Event.fee_note)
    # Only letters have cases, and folding them in every text takes its time.
    holds = texts.icontains if any(sign.isascii() for sign in word) else texts.contains
    found = [holds(spelling, autoescape=True) for spelling in spellings(word)]
    free = Event.fee == 0 if word == "無料" else false()
    return or_(*found, free) if found else true()


def spellings(word: str) -> tuple[str, ...]:
    """A word, and how else it is often written."""
    others = {a: b for pair in _SPELLINGS for a, b in (pair, pair[::-1])}
    bare = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending) and word != ending]
    return (word, *(word.replace(name, other) for name, other in others.items() if name in word), *bare)


def written(search: Search) -> dict[str, Any]:
    """A search as JSON; what doesn't matter to it is left out, so that equal ones are written equally."""
    given = {
        "first": search.first.isoformat() if search.first else None,
        "last": search.last.isoformat() if search.last else None,
        "hours": [each.isoformat() for each in search.hours] if search.hours else None,
        "weekdays": sorted(search.weekdays),
        "audience": search.audience,
        "kinds": [str(kind) for kind in search.kinds],
        "areas": list(search.areas),
        "keywords": list(search.keywords),
        "event": search.event,
    }
    return {name: value for name, value in given.items() if value}


def read(wish: Mapping[str, Any]) -> Search:
    """The search that was written so."""
    hours = [time.fromisoformat(each) for each in wish.get("hours", ())]
    return Search(
        first=date.fromisoformat(wish["first"]) if "first" in wish else None,
        last=date.fromisoformat(wish["last"]) if "last" in wish else None,
        hours=(hours[0], hours[1]) if hours else None,
        weekdays=frozenset(wish.get("weekdays", ())),
        audience=wish.get("audience"),
        kinds=tuple(wish.get("kinds", ())),
        areas=tuple(wish.get("areas", ())),
        keywords=tuple(wish.get("keywords", ())),
        event=wish.get("event"),
    )
