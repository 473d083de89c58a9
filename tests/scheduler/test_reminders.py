"""Reminders: the evening before and two hours before, once, to those whose place is sure, never at night."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from community import courses, ledger, profiles
from community.courses import Lesson
from community.deliveries import Means, Parcel
from community.events import Event
from community.ledger import Channel
from community.notified import notify
from handlers.messages import Outgoing
from scheduler import reminders
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published

MINUTE = timedelta(minutes=1)


def tomorrow(session: Session, now: datetime, hour: int = 14, **columns: object) -> Event:
    """An event on the next day at this hour in town; `now` is 14:00 on a Wednesday."""
    starts = now + DAY + (hour - 14) * HOUR
    return published(session, now - 10 * DAY, 9, starts_at=starts, ends_at=starts + 2 * HOUR, **columns)


def evening(now: datetime) -> datetime:
    return now + 4 * HOUR


def sent(session: Session, at: datetime) -> list[Outgoing]:
    """What a run of the job brings, put on record as its caller does."""
    told = list(reminders.send(session, at))
    for each in told:
        notify(session, each.key, str(each.to), Parcel(Means.PUSH, {}, {}), at)
    return told


def test_the_evening_before_and_two_hours_before_each_once(session: Session, now: datetime) -> None:
    event = tomorrow(session, now, bring="エプロン")
    come(session, event, "A", now - 5 * DAY)
    times = [
        evening(now) - MINUTE,
        evening(now),
        evening(now) + HOUR,
        now + DAY - 2 * HOUR + MINUTE,
        now + DAY,
    ]

    leads = [[each.card.lead for each in sent(session, at) if each.card] for at in times]

    assert leads == [[], ["あしたです。お待ちしています。"], [], ["このあと14:00からです。"], []]


def test_each_person_chooses(session: Session, now: datetime) -> None:
    event = tomorrow(session, now)
    for who, changes in (("A", {"remind_eve": False}), ("B", {"remind_soon": False})):
        come(session, event, who, now - 5 * DAY)
        profiles.save(session, f"line:{who}", changes, now)

    assert [each.to for each in sent(session, evening(now))] == ["line:B"]
    assert [each.to for each in sent(session, now + DAY - HOUR)] == ["line:A"]


def test_only_whose_place_is_sure_and_whom_we_can_write_to(session: Session, now: datetime) -> None:
    event = tomorrow(session, now)
    come(session, event, "A", now - 5 * DAY)
    come(session, event, "B", now - 5 * DAY, channel=Channel.PHONE)
    come(session, event, "C", now - 5 * DAY, party=[40] * 9)
    fresh = come(session, event, "D", evening(now) - HOUR)

    assert [each.to for each in sent(session, evening(now))] == ["line:A"]
    assert [each.state for each in ledger.roster(session, event.id)][2] == "waitlisted"
    assert fresh.state == "confirmed"


def test_what_begins_early_is_brought_to_mind_when_people_wake(session: Session, now: datetime) -> None:
    come(session, tomorrow(session, now, hour=9), "A", now - 5 * DAY)
    seven, eight = now + 17 * HOUR, now + 18 * HOUR

    assert sent(session, seven) == []
    assert len(sent(session, eight)) == 1


def test_each_session_of_a_course_is_reminded_of_but_not_one_that_was_dropped(
    session: Session, now: datetime
) -> None:
    starts = now + DAY
    event = published(session, now - 10 * DAY, 9, starts_at=starts, ends_at=starts + 14 * DAY + HOUR)
    for week in (0, 7, 14):
        begin = starts + week * DAY
        lesson = Lesson(event_id=event.id, title="基礎", starts_at=begin, ends_at=begin + HOUR)
        courses.plan(session, lesson, OFFICER, now)
    courses.drop(session, courses.of_event(session, event.id)[1].id, OFFICER, now)
    come(session, event, "A", now - 5 * DAY)

    titles = [
        [each.card.title for each in sent(session, evening(now) + week * DAY) if each.card]
        for week in (0, 7, 14)
    ]

    assert titles == [["そば打ち体験(第1回 基礎)"], [], ["そば打ち体験(第3回 基礎)"]]
