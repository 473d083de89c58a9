"""An event as schema.org/Event, for search engines and calendars that read pages."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from community import hours
from community.courses import Lesson
from community.events import Event, EventState
from handlers import addresses
from handlers.whereabouts import address, where

_STATES = {EventState.CANCELLED: "EventCancelled", EventState.POSTPONED: "EventPostponed"}
# Inside <script> nothing may look like the end of it, whatever somebody has written into a title.
_UNSAFE = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"})


def document(event: Event, free: int | None, lessons: Sequence[Lesson] = ()) -> str:
    """JSON-LD, safe to stand inside a script element; the sessions of a course are events inside it."""
    parts = {"subEvent": [_lesson(each) for each in lessons]} if lessons else {}
    return json.dumps({**_event(event, free), **parts}, ensure_ascii=False).translate(_UNSAFE)


def _lesson(lesson: Lesson) -> dict[str, str]:
    state = "EventCancelled" if lesson.dropped else "EventScheduled"
    return {
        "@type": "Event",
        "name": lesson.title,
        "startDate": _moment(lesson.starts_at, whole=False),
        "endDate": _moment(lesson.ends_at, whole=False),
        "eventStatus": f"https://schema.org/{state}",
    }


def _event(event: Event, free: int | None) -> dict[str, Any]:
    url = addresses.page(f"/events/{event.id}")
    state = _STATES.get(EventState(event.state), "EventScheduled")
    told = {
        "description": event.description,
        "image": event.picture,
        "maximumAttendeeCapacity": event.capacity,
        "remainingAttendeeCapacity": free,
        "organizer": {"@type": "Organization", "name": event.body} if event.body else None,
        "typicalAgeRange": _ages(event),
        "offers": _offer(event, url, free),
        "isAccessibleForFree": None if event.fee is None else event.fee == 0,
    }
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": event.title,
        "startDate": _moment(event.starts_at, whole=event.all_day),
        # The last day counts here: an all-day event ends at the midnight after it.
        "endDate": _moment(event.ends_at - timedelta(microseconds=1), whole=True)
        if event.all_day
        else _moment(event.ends_at, whole=False),
        "eventStatus": f"https://schema.org/{state}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": where(event), "address": _postal(event)},
        **{name: value for name, value in told.items() if value is not None},
    }


def _postal(event: Event) -> dict[str, str]:
    known = address(event)
    return {
        "@type": "PostalAddress",
        "addressCountry": "JP",
        "addressRegion": "岩手県",
        "addressLocality": "一関市",
        **({"streetAddress": known.removeprefix("岩手県一関市")} if known else {}),
    }


def _offer(event: Event, url: str, free: int | None) -> dict[str, Any] | None:
    if event.fee is None:
        return None
    begins = {"validFrom": event.opens_at.isoformat()} if event.opens_at else {}
    left = "InStock" if free is None or free else "SoldOut"
    price = {"price": event.fee, "priceCurrency": "JPY", "availability": f"https://schema.org/{left}"}
    return {"@type": "Offer", "url": url, **price, **begins}


def _ages(event: Event) -> str | None:
    if event.youngest is None and event.oldest is None:
        return None
    return f"{event.youngest or 0}-{'' if event.oldest is None else event.oldest}"


def _moment(at: datetime, *, whole: bool) -> str:
    return hours.day_of(at).isoformat() if whole else at.astimezone(hours.TOWN).isoformat()
