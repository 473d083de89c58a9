"""Events as iCalendar (RFC 5545): one entry for each, and for a course one for each of its sessions.

An entry keeps its UID for ever; each change that is in the trail gives it a higher SEQUENCE, so that
calendars take it up. What is cancelled stays in, as cancelled, or it would stay there as it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar
from icalendar import Event as Entry

from community import centers, hours
from community.browsing import UNCHANGED, Changes
from community.courses import Lesson
from community.events import Event, EventState
from handlers import addresses
from handlers.standing import KINDS, fee
from handlers.whereabouts import address, where

KIND = "text/calendar; charset=utf-8"
_OFTEN = timedelta(hours=4)  # how often a calendar should look again
_STATES = {EventState.CANCELLED: "CANCELLED", EventState.POSTPONED: "TENTATIVE"}
_MARKS = {EventState.CANCELLED: "【中止】", EventState.POSTPONED: "【延期】"}


@dataclass(frozen=True, slots=True)
class Dated:
    """An event with what its entries need. `note`: what stands before its title for one person."""

    event: Event
    changes: Changes = UNCHANGED
    lessons: Sequence[Lesson] = ()
    note: str = ""
    tentative: bool = False
    told: Mapping[str, str] = field(default_factory=dict)


def write(name: str, dated: Iterable[Dated]) -> bytes:
    """The calendar file; the same events give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//wasshoi//events//JA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(hours.TOWN))
    calendar.add("refresh-interval", _OFTEN, parameters={"VALUE": "DURATION"})
    for each in dated:
        for entry in _entries(each):
            calendar.add_component(entry)
    calendar.add_missing_timezones(first_date=date(2020, 1, 1))
    return bytes(calendar.to_ical())


def _entries(dated: Dated) -> Iterable[Entry]:
    event = dated.event
    if not dated.lessons:
        entry = _entry(dated, f"event-{event.id}", event.title)
        _span(entry, event.starts_at, event.ends_at, whole=event.all_day)
        yield entry
    for lesson in dated.lessons:
        title = f"{event.title} 第{lesson.number}回 {lesson.title}"
        entry = _entry(dated, f"event-{event.id}-{lesson.number}", title, dropped=lesson.dropped)
        _span(entry, lesson.starts_at, lesson.ends_at)
        if lesson.place:
            del entry["location"]
            entry.add("location", lesson.place)
        yield entry


def _entry(dated: Dated, uid: str, title: str, *, dropped: bool = False) -> Entry:
    event, changes = dated.event, dated.changes
    state = EventState.CANCELLED if dropped else EventState(event.state)
    entry = Entry()
    entry.add("uid", f"{uid}@{urlsplit(addresses.page('')).hostname}")
    entry.add("dtstamp", changes.last or event.changed_at)
    entry.add("created", event.created_at)
    entry.add("last-modified", changes.last or event.changed_at)
    entry.add("sequence", changes.number)
    entry.add("summary", f"{_MARKS.get(state, '')}{dated.note}{title}")
    entry.add("status", _STATES.get(state, "TENTATIVE" if dated.tentative else "CONFIRMED"))
    entry.add("description", _description(dated))
    entry.add("location", " ".join(each for each in (where(event), address(event)) if each))
    entry.add("categories", [KINDS[event.kind]])
    entry.add("url", addresses.page(f"/events/{event.id}"))
    if event.telephone:
        entry.add("contact", " ".join(each for each in (event.body, event.telephone) if each))
    center = centers.center(event.center) if event.center else None
    if center and center.latitude is not None and center.longitude is not None:
        entry.add("geo", (center.latitude, center.longitude))
    return entry


def _span(entry: Entry, begin: datetime, end: datetime, *, whole: bool = False) -> None:
    if whole:  # the end is the first day after it
        entry.add("dtstart", hours.day_of(begin))
        entry.add("dtend", hours.day_of(end))
        return
    entry.add("dtstart", begin.astimezone(hours.TOWN))
    entry.add("dtend", end.astimezone(hours.TOWN))


def _description(dated: Dated) -> str:
    event = dated.event
    told = {
        **dated.told,
        "費用": fee(event),
        "持ちもの": event.bring or "",
        "電話": event.telephone or "",
        "くわしく": addresses.page(f"/events/{event.id}"),
    }
    lines = [f"{label}:{words}" for label, words in told.items() if words]
    return "\n".join([event.description or "", "", *lines]).strip()
