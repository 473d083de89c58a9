"""At the door: who comes is received once, by the code of their sign-up or from the roster.

A code is reckoned from the sign-up with the service's key, and kept nowhere. Counting those who came is
`signups.tick` and `courses.tick`; what happens when it is over, `community/afterwards.py`.
"""

import hmac
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from community import audit, courses, events, hours, ledger, offers, signups
from community.courses import Attendance, Lesson
from community.errors import Refusal
from community.events import Event, EventState
from community.ledger import NoSuchSignUp, SignUp, SignUpState
from community.tokens import Thing, TokenUnknown, opened, sealed

DOOR_OPEN = timedelta(hours=12)  # for so long after the event's end the roster can be put right
EXPECTED = (SignUpState.CONFIRMED, SignUpState.ATTENDED, SignUpState.ABSENT)
_DIGITS = 8
_OFF = (EventState.CANCELLED, EventState.POSTPONED, EventState.DRAFT)


class Why(StrEnum):
    """Why somebody isn't received."""

    UNKNOWN = "unknown"  # no such code
    ELSEWHERE = "elsewhere"  # of another event
    CANCELLED = "cancelled"
    WAITS = "waits"  # has no place (yet)
    OTHER_DAY = "other_day"
    OFF = "off"  # the event isn't held


class NotReceived(Refusal):
    """Said to whoever stands at the door. Facts: `why`, `title` and `starts_at` of what the code is for."""

    template = "not_received"


class DoorClosed(Refusal):
    """The check-in page's time is over. Facts: `title`."""

    template = "door_closed"


@dataclass(frozen=True, slots=True)
class Received:
    """Who was received; `since`: when, if that was before. `lesson`: to which session of a course."""

    sign_up: SignUp
    lesson: Lesson | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class There:
    """How many of a party are there, and since when."""

    came: int
    at: datetime


def ticket(key: str, sign_up: SignUp) -> str:
    """The token that the person shows, as a picture to be scanned."""
    return sealed(key, Thing.TICKET, sign_up.id)


def digits(key: str, sign_up: SignUp) -> str:
    """The same, to be read out and typed: eight digits, which mean something at this event's door only."""
    mark = hmac.digest(key.encode(), f"wasshoi.digits/{sign_up.id}".encode(), "sha256")
    return f"{int.from_bytes(mark[:8], 'big') % 10**_DIGITS:0{_DIGITS}d}"


def door(session: Session, key: str, token: str, now: datetime) -> Event:
    """The event whose check-in page a token opens.

    Raises:
        TokenUnknown, NoSuchEvent: it isn't one of ours.
        DoorClosed: the event is long over.
    """
    name = opened(key, Thing.DOOR, token)
    event = events.public(session, int(name))
    if now >= event.ends_at + DOOR_OPEN:
        raise DoorClosed(title=event.title)
    return event


def of_ticket(session: Session, key: str, token: str) -> tuple[Event, SignUp]:
    """The sign-up that a ticket is for.

    Raises:
        TokenUnknown, NoSuchSignUp: it isn't one of ours.
    """
    mine = ledger.get(session, opened(key, Thing.TICKET, token))
    return events.public(session, mine.event_id), mine


def find(session: Session, key: str, event: Event, said: str) -> SignUp:
    """The sign-up that a scanner read (a ticket's address or token), or whose digits somebody typed.

    Raises:
        NotReceived: there is none for this event.
    """
    typed = re.sub(r"[\s\-‐-―ー−]", "", unicodedata.normalize("NFKC", said))
    if re.fullmatch(rf"[0-9]{{{_DIGITS}}}", typed):
        meant = [each for each in ledger.roster(session, event.id) if digits(key, each) == typed]
        if len(meant) == 1:
            return meant[0]
        raise NotReceived(why=Why.UNKNOWN, title=event.title, starts_at=event.starts_at)
    try:
        other, mine = of_ticket(session, key, said.strip().rstrip("/").rpartition("/")[2])
    except (TokenUnknown, NoSuchSignUp):
        raise NotReceived(why=Why.UNKNOWN, title=event.title, starts_at=event.starts_at) from None
    if other.id != event.id:
        raise NotReceived(why=Why.ELSEWHERE, title=other.title, starts_at=other.starts_at)
    return mine


def receive(session: Session, sign_up_id: str, who: str, now: datetime, came: int | None = None) -> Received:
    """Somebody is there, with all of their party unless `came` says how many; again changes nothing.

    Raises:
        NoSuchSignUp: there is none.
        NotReceived: not here, or not today.
    """
    event, mine = offers.locked(session, sign_up_id)
    lesson = lesson_of(session, event, now)
    _refuse(event, mine, lesson, now)
    known = there(session, event, lesson).get(mine.id)
    if known is not None and known.came:
        return Received(mine, lesson, known.at)
    count(session, (mine, lesson), mine.size if came is None else max(came, 1), who, now)
    return Received(mine, lesson, None)


def count(session: Session, whom: tuple[SignUp, Lesson | None], came: int, who: str, now: datetime) -> None:
    """Say how many of a party are there (of a course: at a session), 0 for nobody; it can be put right.

    Raises:
        NotReceived: the event isn't held.
        NotThere, NotAtLesson, LessonUnsound: they aren't to be counted, or not yet.
    """
    mine, lesson = whom
    event = events.lock(session, mine.event_id)
    if event.state in _OFF:
        raise NotReceived(why=Why.OFF, title=event.title, starts_at=event.starts_at)
    if lesson is None:
        signups.tick(session, mine.id, came, who, now)
    else:
        courses.tick(session, lesson.id, mine.id, came, who, now)


def there(session: Session, event: Event, lesson: Lesson | None) -> Mapping[str, There]:
    """Of which sign-ups it was said how many are there, by id."""
    ticks = select(audit.Entry.subject, audit.Entry.at).where(
        audit.Entry.event_id == event.id, audit.Entry.what == "ticked"
    )
    at = {row.subject: row.at for row in session.execute(ticks.order_by(audit.Entry.id))}
    suffix = f"/lesson:{lesson.number}" if lesson else ""
    return {
        sign_up: There(came, at.get(f"sign_up:{sign_up}{suffix}", event.starts_at))
        for sign_up, came in _counted(session, event, lesson)
    }


def _counted(session: Session, event: Event, lesson: Lesson | None) -> Sequence[tuple[str, int]]:
    if lesson is None:
        rows = select(SignUp.id, SignUp.came).where(SignUp.event_id == event.id, SignUp.came.is_not(None))
    else:
        rows = select(Attendance.sign_up_id, Attendance.came).where(Attendance.lesson_id == lesson.id)
    return [(sign_up, came or 0) for sign_up, came in session.execute(rows)]


def lesson_of(session: Session, event: Event, now: datetime) -> Lesson | None:
    """The session of a course that people come to now: today's, else the last that was, else the first."""
    held = [each for each in courses.of_event(session, event.id) if not each.dropped]
    today = [each for each in held if _on(each, now)]
    if today:
        return next((each for each in today if each.ends_at > now), today[-1])
    return next((each for each in reversed(held) if each.starts_at <= now), held[0] if held else None)


def expected(session: Session, event_id: int) -> Sequence[SignUp]:
    """The roster: who has a place, in the order of the ledger."""
    return ledger.roster(session, event_id, *EXPECTED)


def _on(about: Event | Lesson, now: datetime) -> bool:
    last = hours.day_of(about.ends_at - timedelta(microseconds=1))
    return hours.day_of(about.starts_at) <= hours.day_of(now) <= last


def _refuse(event: Event, mine: SignUp, lesson: Lesson | None, now: datetime) -> None:
    about = lesson or event
    checks = {
        Why.OFF: event.state in _OFF,
        Why.CANCELLED: mine.state == SignUpState.CANCELLED,
        Why.WAITS: mine.state not in EXPECTED,
        Why.OTHER_DAY: not _on(about, now),
    }
    why = next((each for each, applies in checks.items() if applies), None)
    if why is not None:
        raise NotReceived(why=why, title=event.title, starts_at=about.starts_at)
