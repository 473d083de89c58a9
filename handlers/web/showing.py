"""What the pages show of an event: words and addresses, no HTML. Templates only put them in their places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from community import hours
from community.courses import Lesson
from community.events import COMING, Event
from community.quotas import Quota
from community.shifts import Shift
from handlers import addresses, days
from handlers.standing import KINDS, Standing, ages, fee, kept, standing
from handlers.whereabouts import address, map_link, where

_NEAR = {0: "今日", 1: "あした"}


@dataclass(frozen=True, slots=True)
class Details:
    """Everything about one event. `helpers`: how many people help in each shift; `again`: its other days."""

    event: Event
    free: int | None
    waiting: int
    quotas: Sequence[Quota]
    lessons: Sequence[Lesson]
    shifts: Sequence[Shift]
    helpers: dict[int, int]
    again: Sequence[Event] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One event in a list."""

    event: Event
    free: int | None
    waiting: int
    lessons: Sequence[Lesson]


def by_day(lines: Iterable[Line], now: datetime, *, past: bool = False) -> list[dict[str, Any]]:
    """Events under their days; what goes on already, under today."""
    today = hours.day_of(now)

    def day(line: Line) -> date:
        return line.event.day if past else max(line.event.day, today)

    return [
        {
            "day": each.isoformat(),
            "near": _NEAR.get((each - today).days, ""),
            "label": days.day(each, today),
            "events": [_line(one, now) for one in there],
        }
        for each, there in groupby(lines, key=day)
    ]


def _line(line: Line, now: datetime) -> dict[str, Any]:
    event = line.event
    return {
        "href": f"/events/{event.id}",
        "title": event.title,
        "kind": event.kind,
        "kind_label": KINDS[event.kind],
        "when": _course(event, line.lessons, now) or _hours(event, now),
        "where": where(event),
        "area": event.area,
        "ages": "" if event.youngest is None and event.oldest is None else ages(event),
        "fee": fee(event),
        "standing": standing(event, line.free, line.waiting, now),
    }


def _hours(event: Event, now: datetime) -> str:
    whole = days.day_and_hours(event, now)
    return whole.removeprefix(days.day(event.day, hours.day_of(now))).strip() or whole


def _course(event: Event, lessons: Sequence[Lesson], now: datetime) -> str:
    """A course isn't from the first to the last moment, but so many times; "" for what is none."""
    held = sum(not each.dropped for each in lessons)
    if not held:
        return ""
    today, last = hours.day_of(now), hours.day_of(event.ends_at)
    return f"{days.day(event.day, today)}から {days.day(last, today)}まで、全{held}回"


def details(found: Details, now: datetime) -> dict[str, Any]:
    """All that the page of one event shows."""
    event = found.event
    stands = standing(event, found.free, found.waiting, now)
    return {
        "id": event.id,
        "title": event.title,
        "kind": event.kind,
        "kind_label": KINDS[event.kind],
        "standing": stands,
        "summary": summary(event, stands, now),
        "url": addresses.page(f"/events/{event.id}"),
        "picture": event.picture if event.picture and event.picture.startswith("https://") else "",
        "drawn": addresses.page(f"/pictures/{event.kind}.png"),
        "paragraphs": [each for each in (event.description or "").split("\n\n") if each.strip()],
        "rows": _rows(found, now),
        "where": where(event),
        "address": address(event) or "",
        "map": map_link(event),
        "telephone": event.telephone or "",
        "dial": "".join(each for each in event.telephone or "" if each in "0123456789+"),
        "again": [(f"/events/{each.id}", days.day_and_hours(each, now)) for each in found.again],
        "lessons": [_lesson(each, now) for each in found.lessons],
        "shifts": [_shift(each, found.helpers.get(each.id, 0), now) for each in found.shifts],
    }


def summary(event: Event, stands: Standing, now: datetime) -> str:
    """A line that says what, when and where, as links to it are shown elsewhere."""
    parts = (days.day_and_hours(event, now), where(event), stands.label)
    return " / ".join(each for each in parts if each)


def _rows(found: Details, now: datetime) -> list[tuple[str, list[str]]]:
    event = found.event
    settled = event.state not in COMING or event.starts_at <= now  # nothing is to be done in time any more
    closes, cancel_until = (None, None) if settled else (event.closes_at, event.cancel_until)
    rows = (
        ("いつ", [_course(event, found.lessons, now) or days.day_and_hours(event, now)]),
        ("対象", [ages(event)]),
        ("定員", _places(found, now)),
        ("費用", [fee(event)]),
        ("持ちもの", [event.bring]),
        ("申込みのしめきり", [days.moment(closes, now) if closes else None]),
        ("取り消しのしめきり", [days.moment(cancel_until, now) if cancel_until else None]),
        ("行き方", [event.access]),
        ("設備・配慮", [event.accessibility]),
        ("段階", [event.stage]),
        ("分野", [event.field]),
        ("主催", [event.body, event.partner]),
    )
    shown = ((label, [each for each in values if each]) for label, values in rows)
    return [(label, values) for label, values in shown if values]


def _places(found: Details, now: datetime) -> list[str]:
    if found.event.capacity is None:
        return []
    held = [kept(each, now) for each in found.quotas if each.kept(now)]
    return [f"{found.event.capacity}人", *held]


def _lesson(lesson: Lesson, now: datetime) -> dict[str, Any]:
    when = days.span(lesson.starts_at, lesson.ends_at, now=now)
    return {
        "number": lesson.number,
        "title": lesson.title,
        "when": when,
        "place": lesson.place or "",
        "dropped": lesson.dropped,
    }


def _shift(shift: Shift, there: int, now: datetime) -> dict[str, Any]:
    left = None if shift.wanted is None else max(shift.wanted - there, 0)
    words = "何人でも" if left is None else f"あと{left}人" if left else "足りています"
    return {"task": shift.task, "when": days.span(shift.starts_at, shift.ends_at, now=now), "left": words}
