from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from community import audit, courses
from community.courses import Lesson, LessonUnsound, NotAtLesson
from community.events import Event, Kind
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published


def course(session: Session, now: datetime) -> tuple[Event, list[Lesson]]:
    """Three sessions, one a week."""
    event = published(session, now, capacity=5, kind=Kind.TRAINING, ends_at=now + 40 * DAY)
    lessons = [lesson(event, week) for week in range(3)]
    return event, [courses.plan(session, each, OFFICER, now) for each in lessons]


def lesson(event: Event, week: float, hours: float = 2) -> Lesson:
    begins = event.starts_at + week * 7 * DAY
    return Lesson(event_id=event.id, title=f"{week}", starts_at=begins, ends_at=begins + hours * HOUR)


def test_who_was_at_all_sessions_has_completed_the_course(session: Session, now: datetime) -> None:
    event, lessons = course(session, now)
    always, once, never = (come(session, event, who, now) for who in "ABC")
    end = event.ends_at
    for each in lessons:
        courses.tick(session, each.id, always.id, 1, OFFICER, end)
        courses.tick(session, each.id, never.id, 0, OFFICER, end)
    courses.tick(session, lessons[0].id, once.id, 1, OFFICER, end)

    assert [each.number for each in lessons] == [1, 2, 3]
    assert courses.attended(session, event.id) == {always.id: 3, once.id: 1}
    assert courses.completed(session, event.id) == [always]
    assert courses.completed(session, event.id, may_miss=2) == [always, once]
    assert courses.completed(session, event.id, may_miss=9) == [always, once]


def test_a_session_that_is_dropped_is_needed_by_nobody(session: Session, now: datetime) -> None:
    event, lessons = course(session, now)
    mine = come(session, event, "A", now)
    for each in lessons[:2]:
        courses.tick(session, each.id, mine.id, 1, OFFICER, event.ends_at)
    assert courses.completed(session, event.id) == []

    courses.drop(session, lessons[2].id, OFFICER, now)

    assert courses.completed(session, event.id) == [mine]
    with pytest.raises(LessonUnsound):
        courses.tick(session, lessons[2].id, mine.id, 1, OFFICER, event.ends_at)
    with pytest.raises(LessonUnsound):
        courses.drop(session, 10_000, OFFICER, now)
    assert [each.dropped for each in courses.of_event(session, event.id)] == [False, False, True]


def test_a_tick_is_put_right_and_stays_in_the_trail(session: Session, now: datetime) -> None:
    event, lessons = course(session, now)
    mine = come(session, event, "A", now, (40, 41))
    for came in (2, 5, 0):
        courses.tick(session, lessons[0].id, mine.id, came, OFFICER, event.starts_at)

    steps = audit.trail(session, event.id, f"sign_up:{mine.id}/lesson:1")

    assert [(each.before, each.after) for each in steps] == [({}, {"came": 2}), ({"came": 2}, {"came": 0})]
    assert courses.attended(session, event.id) == {}


def test_the_roster_of_a_session_opens_on_its_day_for_those_who_take_part(
    session: Session, now: datetime
) -> None:
    event, lessons = course(session, now)
    mine, waiting = come(session, event, "A", now, (40,) * 4), come(session, event, "B", now, (40, 41))
    other = courses.plan(session, lesson(published(session, now), 0), OFFICER, now)

    for sign_up, ticked, at in [
        (mine, lessons[1], event.starts_at),
        (waiting, lessons[0], event.ends_at),
    ]:
        with pytest.raises(NotAtLesson):
            courses.tick(session, ticked.id, sign_up.id, 1, OFFICER, at)
    with pytest.raises(LessonUnsound):
        courses.tick(session, other.id, mine.id, 1, OFFICER, event.ends_at)


def test_a_session_lies_within_its_course(session: Session, now: datetime) -> None:
    event, _ = course(session, now)

    for wrong, fields in [
        (lesson(event, -1), ("starts_at",)),
        (lesson(event, 9), ("ends_at",)),
        (lesson(event, 0, 0), ("ends_at",)),
    ]:
        with pytest.raises(LessonUnsound) as said:
            courses.plan(session, wrong, OFFICER, now)
        assert said.value.facts["fields"] == fields
