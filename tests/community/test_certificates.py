"""Certificates of trainings: for who completed them, one each, with a number of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from bot.database import Database
from community import certificates, courses, signups
from community.certificates import NoSuchCertificate
from community.courses import Lesson
from community.events import Kind
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published


def test_who_completed_a_course_gets_one_and_only_one(session: Session, now: datetime) -> None:
    event = published(session, now, 9, kind=Kind.TRAINING, ends_at=now + 40 * DAY)
    for week in (0, 7):
        begin = event.starts_at + week * DAY
        lesson = Lesson(event_id=event.id, title="回", starts_at=begin, ends_at=begin + HOUR)
        courses.plan(session, lesson, OFFICER, now)
    always, once = come(session, event, "A", now), come(session, event, "B", now)
    first, second = courses.of_event(session, event.id)
    for lesson, sign_up in [(first, always), (second, always), (first, once)]:
        courses.tick(session, lesson.id, sign_up.id, 1, OFFICER, event.ends_at)

    (made,) = certificates.issue(session, event.id, event.ends_at)
    again = certificates.issue(session, event.id, event.ends_at + DAY)
    more = certificates.issue(session, event.id, event.ends_at + DAY, may_miss=1)

    assert again == [made]
    assert [each.sign_up_id for each in more] == [always.id, once.id]
    assert certificates.by_serial(session, f" {made.serial.lower()} ") == made
    assert certificates.of_sign_up(session, always.id) == made
    with pytest.raises(NoSuchCertificate):
        certificates.by_serial(session, "2026-000000")


def test_a_training_of_one_day_is_completed_by_being_there(session: Session, now: datetime) -> None:
    training, fair = published(session, now, kind=Kind.TRAINING), published(session, now)
    for event in (training, fair):
        signups.tick(session, come(session, event, "A", now).id, 1, OFFICER, event.starts_at)
        signups.tick(session, come(session, event, "B", now).id, 0, OFFICER, event.starts_at)

    assert len(certificates.issue(session, training.id, training.ends_at)) == 1
    assert certificates.issue(session, fair.id, fair.ends_at) == ()


def test_two_who_issue_at_once_issue_once(db: Database, now: datetime) -> None:
    with db.transaction() as session:
        event = published(session, now, kind=Kind.TRAINING)
        signups.tick(session, come(session, event, "A", now).id, 1, OFFICER, event.starts_at)
        event_id = event.id

    def issue(_: int) -> list[str]:
        with db.transaction() as session:
            return [each.serial for each in certificates.issue(session, event_id, now)]

    with ThreadPoolExecutor(4) as both:
        found = list(both.map(issue, range(6)))

    assert len({serial for serials in found for serial in serials}) == 1
