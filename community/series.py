"""Events that happen again: every other week, every second Saturday of the month, but not on some days.

Each of them is an event of its own, with its own places and sign-ups; what they have in common is the mark of
their series. One that moves is changed like any other. The sessions of a course are `community/courses.py`.
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from community import events, organizing, quotas
from community.events import Event
from community.hours import TOWN
from community.organizing import EventUnsound
from community.quotas import Quota

MOST = 60  # events at once: more are a slip of the finger
# What each event of a series has for itself.
_OWN = frozenset({"id", "state", "created_at", "changed_at", "due_at", "starts_at", "ends_at"})
_MOMENTS = ("opens_at", "closes_at", "cancel_until")


class Every(StrEnum):
    """How a series goes on: by weeks, or by months on the same day or the same weekday of its month."""

    WEEK = "week"
    MONTH = "month"
    MONTH_WEEKDAY = "month_weekday"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every so many weeks or months until a day (with it), but not on the days of `but`."""

    every: Every
    until: date
    interval: int = 1
    but: frozenset[date] = frozenset()


def days(first: date, rhythm: Rhythm) -> Iterator[date]:
    """The days after the first one. A month that has no such day (the 31st, a fifth Friday) is left out."""
    step = 0
    while True:
        step += max(rhythm.interval, 1)
        day = _after(first, step, rhythm.every)
        if day is not None and day > rhythm.until:
            return
        if day is not None and day not in rhythm.but:
            yield day
        if day is None and _month(first, step) > rhythm.until:
            return


def _after(first: date, steps: int, every: Every) -> date | None:
    if every is Every.WEEK:
        return first + timedelta(weeks=steps)
    month = _month(first, steps)
    if every is Every.MONTH:
        day = month + timedelta(days=first.day - 1)
    else:
        day = month + timedelta(days=(first.weekday() - month.weekday()) % 7 + (first.day - 1) // 7 * 7)
    return day if day.month == month.month else None


def _month(first: date, steps: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + steps, 12)
    return date(year, month + 1, 1)


def repeat(session: Session, event_id: int, rhythm: Rhythm, who: str, now: datetime) -> list[Event]:
    """Draft the events that follow this one; days on which its series has one already are left alone.

    They keep its hours in town, its quotas, and the same time before it for opening, closing, cancelling and
    releasing. Its shifts and sessions are not repeated.

    Raises:
        NoSuchEvent: there is none.
        EventUnsound: more than `MOST` at once (`until`).
    """
    event = events.lock(session, event_id)
    wanted = [day for day, _ in zip(days(event.day, rhythm), range(MOST + 1), strict=False)]
    if len(wanted) > MOST:
        raise EventUnsound(event=event.id, fields=("until",))
    if event.series is None:
        before = events.picture(event)
        event.series = secrets.token_hex(8)
        events.note(session, event, (who, "made a series"), before, now)
    taken = {each.day for each in of_series(session, event.series)}
    return [_draft(session, event, day, (who, now)) for day in wanted if day not in taken]


def of_series(session: Session, series: str) -> Sequence[Event]:
    """The events of a series, the earliest first."""
    return session.scalars(select(Event).where(Event.series == series).order_by(Event.starts_at)).all()


def _draft(session: Session, event: Event, day: date, by: tuple[str, datetime]) -> Event:
    later = datetime.combine(day, event.starts_at.astimezone(TOWN).time(), TOWN) - event.starts_at
    made = organizing.draft(session, _again(event, later), *by)
    kept = [
        Quota(
            audience=each.audience,
            area=each.area,
            seats=each.seats,
            releases_at=each.releases_at and each.releases_at + later,
        )
        for each in quotas.of_event(session, event.id)
    ]
    if kept:
        organizing.keep(session, made.id, kept, *by)
    return made


def _again(event: Event, later: timedelta) -> Event:
    same = {name: getattr(event, name) for name in set(Event.__table__.columns.keys()) - _OWN}
    moved = {name: same[name] + later for name in _MOMENTS if same[name] is not None}
    return Event(**{**same, **moved}, starts_at=event.starts_at + later, ends_at=event.ends_at + later)
