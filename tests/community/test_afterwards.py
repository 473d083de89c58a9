"""When an event is over: held, absent or there, thanked; by the organiser, or by the clock next morning."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from community import afterwards, audit, checkin, courses, ledger, organizing
from community.courses import Lesson
from community.events import Event, EventState, Kind, NotThatWay
from community.ledger import Channel
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published

MORNING = 19 * HOUR  # from 14:00 on to the next 9:00


def states(session: Session, event: Event) -> list[str]:
    return [each.state for each in ledger.roster(session, event.id)]


def test_who_was_not_received_is_absent_when_the_roster_is_closed(session: Session, now: datetime) -> None:
    event = published(session, now, 3)
    first = come(session, event, "A", now, (40, 41))
    come(session, event, "B", now)
    come(session, event, "C", now)
    checkin.receive(session, first.id, "door:1", event.starts_at)

    with pytest.raises(NotThatWay):
        afterwards.close(session, event.id, OFFICER, event.starts_at - HOUR)
    absent = afterwards.close(session, event.id, OFFICER, event.ends_at)

    assert absent == 1
    assert states(session, event) == ["attended", "absent", "waitlisted"]
    assert event.state == EventState.HELD


def test_the_morning_after_the_clock_closes_what_was_used(session: Session, now: datetime) -> None:
    used, unused, off = (published(session, now, 3) for _ in range(3))
    for event in (used, unused, off):
        come(session, event, "A", now)
        come(session, event, "B", now)
    organizing.step(session, off.id, EventState.CANCELLED, OFFICER, now)
    checkin.receive(session, ledger.roster(session, used.id)[0].id, "door:1", used.starts_at)

    same_evening = afterwards.over(session, used.ends_at + HOUR)
    morning = used.starts_at + MORNING
    due = afterwards.over(session, morning)
    for event_id in due:
        afterwards.finish(session, event_id, audit.CLOCK, morning)
        afterwards.finish(session, event_id, audit.CLOCK, morning)

    assert (same_evening, due) == ([], [used.id, unused.id])
    assert states(session, used) == ["attended", "absent"]
    assert states(session, unused) == ["confirmed", "confirmed"]
    assert [used.state, unused.state, off.state] == ["held", "held", "cancelled"]
    assert afterwards.over(session, morning) == []


def test_whoever_was_at_one_session_of_a_course_was_there(session: Session, now: datetime) -> None:
    event = published(session, now, 9, kind=Kind.TRAINING, ends_at=now + 40 * DAY)
    for week in (0, 7):
        begin = event.starts_at + week * DAY
        lesson = Lesson(event_id=event.id, title="回", starts_at=begin, ends_at=begin + HOUR)
        courses.plan(session, lesson, OFFICER, now)
    once = come(session, event, "A", now, (40, 41))
    come(session, event, "B", now)
    checkin.receive(session, once.id, "door:1", event.starts_at)

    with pytest.raises(NotThatWay):
        afterwards.close(session, event.id, OFFICER, event.starts_at + DAY)
    afterwards.close(session, event.id, OFFICER, event.starts_at + 7 * DAY)

    assert states(session, event) == ["attended", "absent"]
    assert once.came == 2


def test_thanks_go_to_whoever_was_there_by_day_and_not_for_long(session: Session, now: datetime) -> None:
    event = published(session, now, 9)
    for who, channel in (("A", Channel.LINE), ("B", Channel.LINE), ("C", Channel.PHONE)):
        come(session, event, who, now, channel=channel)
    for each in ledger.roster(session, event.id)[::2]:
        checkin.receive(session, each.id, "door:1", event.starts_at)
    afterwards.close(session, event.id, OFFICER, event.ends_at)
    morning = event.starts_at + MORNING

    def thanked(at: datetime) -> list[str]:
        return [sign_up.by for sign_up, _ in afterwards.to_thank(session, at)]

    assert thanked(event.ends_at + HOUR) == []
    assert thanked(morning - HOUR) == []
    assert thanked(morning) == ["line:A"]
    assert thanked(morning + 11 * HOUR) == []
    assert thanked(morning + 3 * DAY) == []
