"""Courses: an event of several sessions, for which one signs up once; and who has completed it.

An event that simply happens again is a series of events (`community/series.py`), each with its own sign-ups.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Identity, Index, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import audit, events, hours, offers
from community.errors import Refusal
from community.events import Event
from community.ledger import SignUp, SignUpState
from community.tables import Moment, Table

TAKES_PART = (SignUpState.CONFIRMED, SignUpState.ATTENDED, SignUpState.ABSENT)


class Lesson(Table):
    """One session (回) of a course, numbered from 1. `place`: where, if not where the event is.

    Not called Session: that word is the database's everywhere in this code. `dropped`: it doesn't take place.
    """

    __tablename__ = "lessons"
    __table_args__ = (Index("uq_lessons_number", "event_id", "number", unique=True),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    number: Mapped[int]
    title: Mapped[str]
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    place: Mapped[str | None]
    dropped: Mapped[bool] = mapped_column(server_default="false")


class Attendance(Table):
    """How many of a sign-up's party were at a lesson, 0 for nobody."""

    __tablename__ = "attendances"
    __table_args__ = (Index("ix_attendances_sign_up_id", "sign_up_id"),)

    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True)
    sign_up_id: Mapped[str] = mapped_column(ForeignKey("sign_ups.id"), primary_key=True)
    came: Mapped[int]


class LessonUnsound(Refusal):
    """A session can't be as it says, or isn't there. Facts: `event`, `fields`."""

    template = "lesson_unsound"


class NotAtLesson(Refusal):
    """The roster of a session can't be ticked. Facts: `state` of the sign-up, `starts_at` of the session."""

    template = "roster_not_yet"


def plan(session: Session, lesson: Lesson, who: str, now: datetime) -> Lesson:
    """Add a session after those there are. The event itself lasts from the first to the last of them.

    Raises:
        NoSuchEvent: there is none.
        LessonUnsound: it ends before it begins, or isn't within its event.
    """
    event = events.lock(session, lesson.event_id)
    last = select(func.max(Lesson.number)).where(Lesson.event_id == event.id)
    lesson.number, lesson.dropped = (session.scalar(last) or 0) + 1, False
    checks = {
        "title": bool(lesson.title.strip()),
        "starts_at": event.starts_at <= lesson.starts_at,
        "ends_at": lesson.starts_at < lesson.ends_at <= event.ends_at,
    }
    wrong = tuple(name for name, sound in checks.items() if not sound)
    if wrong:
        raise LessonUnsound(event=event.id, fields=wrong)
    session.add(lesson)
    session.flush()
    _note(session, event, lesson, (who, "planned"), {}, now)
    return lesson


def drop(session: Session, lesson_id: int, who: str, now: datetime) -> Lesson:
    """One session doesn't take place; the course goes on, and nobody needs it to complete the course.

    Raises:
        LessonUnsound: there is none.
    """
    lesson = session.get(Lesson, lesson_id)
    if lesson is None:
        raise LessonUnsound(event=None, fields=("lesson",))
    event = events.lock(session, lesson.event_id)
    session.refresh(lesson)
    before = audit.picture(lesson)
    lesson.dropped = True
    _note(session, event, lesson, (who, "dropped"), before, now)
    return lesson


def of_event(session: Session, event_id: int) -> Sequence[Lesson]:
    """A course's sessions in order, also those that were dropped."""
    return session.scalars(select(Lesson).where(Lesson.event_id == event_id).order_by(Lesson.number)).all()


def of_events(session: Session, event_ids: Collection[int]) -> Mapping[int, Sequence[Lesson]]:
    """The sessions of many courses, each in order; events without any are left out."""
    lessons = select(Lesson).where(Lesson.event_id.in_(event_ids)).order_by(Lesson.event_id, Lesson.number)
    found: dict[int, list[Lesson]] = {}
    for lesson in session.scalars(lessons):
        found.setdefault(lesson.event_id, []).append(lesson)
    return found


def tick(session: Session, lesson_id: int, sign_up_id: str, came: int, who: str, now: datetime) -> None:
    """Say how many of a party were at a session; it can be put right afterwards.

    Raises:
        NoSuchSignUp: there is none.
        LessonUnsound: no such session of this course, or it was dropped.
        NotAtLesson: the sign-up has no place, or the session's day hasn't come.
    """
    event, mine = offers.locked(session, sign_up_id)
    lesson = session.get(Lesson, lesson_id)
    if lesson is None or lesson.event_id != event.id or lesson.dropped:
        raise LessonUnsound(event=event.id, fields=("lesson",))
    if mine.state not in TAKES_PART or hours.day_of(now) < hours.day_of(lesson.starts_at):
        raise NotAtLesson(state=mine.state, starts_at=lesson.starts_at)
    before = session.get(Attendance, (lesson_id, sign_up_id), populate_existing=True)
    known = {} if before is None else {"came": before.came}
    there = {"came": min(came, mine.size)}
    row = insert(Attendance).values(lesson_id=lesson_id, sign_up_id=sign_up_id, **there)
    session.execute(row.on_conflict_do_update(index_elements=["lesson_id", "sign_up_id"], set_=there))
    audit.note(
        session, (event.id, f"sign_up:{mine.id}/lesson:{lesson.number}"), (who, "ticked"), known, there, now
    )


def attended(session: Session, event_id: int) -> Mapping[str, int]:
    """At how many sessions somebody of each sign-up was; those who were at none are left out."""
    there = session.execute(
        select(Attendance.sign_up_id, func.count().label("number"))
        .join(Lesson, Lesson.id == Attendance.lesson_id)
        .where(Lesson.event_id == event_id, ~Lesson.dropped, Attendance.came > 0)
        .group_by(Attendance.sign_up_id)
    )
    return {row.sign_up_id: row.number for row in there}


def completed(session: Session, event_id: int, may_miss: int = 0) -> Sequence[SignUp]:
    """Who was at all sessions that took place, but for as many as one may miss; in the ledger's order."""
    there = attended(session, event_id)
    needed = max(sum(not each.dropped for each in of_event(session, event_id)) - may_miss, 1)
    done = [sign_up for sign_up, number in there.items() if number >= needed]
    return session.scalars(select(SignUp).where(SignUp.id.in_(done)).order_by(SignUp.number)).all()


def _note(
    session: Session,
    event: Event,
    lesson: Lesson,
    change: tuple[str, str],
    before: Mapping[str, object],
    now: datetime,
) -> None:
    subject = (event.id, f"lesson:{lesson.id}")
    audit.note(session, subject, change, before, audit.picture(lesson), now)
