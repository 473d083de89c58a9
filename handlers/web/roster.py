"""What the check-in page shows: who is expected, who is there, and how many that makes."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from community import checkin
from community.checkin import There
from community.courses import Lesson
from community.events import Event, EventState
from community.ledger import SignUp, SignUpState
from handlers import days


@dataclass(frozen=True, slots=True)
class Row:
    """One party: `name` as it is called out, `clock` when it was received, empty before."""

    id: str
    number: int
    name: str
    size: int
    came: int
    clock: str
    absent: bool


def name(sign_up: SignUp) -> str:
    """How a party is called at the door; some signed up without a name."""
    return sign_up.name or f"お名前なし(申込み{sign_up.number})"


def facts(session: Session, event: Event, searched: str, now: datetime) -> dict[str, object]:
    """What the page's template needs, but for its token and what has just happened."""
    lesson = checkin.lesson_of(session, event, now)
    known = checkin.there(session, event, lesson)
    everybody = [_row(each, known, lesson) for each in checkin.expected(session, event.id)]
    return {
        "title": event.title,
        "when": days.day_and_hours(event, now) if lesson is None else _lesson(lesson, now),
        "rows": _found(everybody, searched),
        "searched": searched,
        "came": sum(each.came for each in everybody),
        "expected": sum(each.size for each in everybody),
        "off": event.state in (EventState.CANCELLED, EventState.POSTPONED),
        "held": event.state == EventState.HELD,
        "begun": now >= event.starts_at,
    }


def _row(sign_up: SignUp, known: Mapping[str, There], lesson: Lesson | None) -> Row:
    seen = known.get(sign_up.id)
    came = seen.came if seen else 0
    absent = seen is not None and came == 0 if lesson else sign_up.state == SignUpState.ABSENT
    clock = days.clock(seen.at) if seen and came else ""
    return Row(sign_up.id, sign_up.number, name(sign_up), sign_up.size, came, clock, absent)


def _lesson(lesson: Lesson, now: datetime) -> str:
    return f"第{lesson.number}回 {lesson.title} {days.span(lesson.starts_at, lesson.ends_at, now=now)}"


def _found(rows: Sequence[Row], searched: str) -> list[Row]:
    wanted = _folded(searched)
    return [each for each in rows if wanted in _folded(each.name) or wanted == str(each.number)]


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
