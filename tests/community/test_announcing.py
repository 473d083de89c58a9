"""Which events are told of unasked, and to whom."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from community import announcing, bodies, follows, news, people, profiles
from community.bodies import Body
from community.broadcasts import Recipient
from community.events import Event
from community.news import News, NewsState
from community.reception import Kind
from tests.community.gatherings import come, published

BODY, DAY = "老松みどりの郷協議会", timedelta(days=1)


@pytest.fixture(autouse=True)
def there(session: Session, now: datetime) -> None:
    """A body; somebody who follows it, somebody of its area, a senior of its area, and somebody else."""
    bodies.add(session, Body(name=BODY, area="花泉"), "x", now)
    for name in ("follows", "near", "senior", "far"):
        people.welcome(session, f"line:{name}", "line", now)
    follows.follow(session, "line:follows", BODY, now)
    profiles.save(session, "line:near", {"area": "花泉", "age_group": "youth"}, now)
    profiles.save(session, "line:senior", {"area": "花泉", "age_group": "senior"}, now)
    profiles.save(session, "line:far", {"area": "大東"}, now)


def event(session: Session, now: datetime, days: float = 10, **more: Any) -> Event:
    begin = now + days * DAY
    given = {"starts_at": begin, "ends_at": begin + timedelta(hours=2), "body": BODY, "area": "花泉"}
    return published(session, now, **{"capacity": 20, **given, **more})


def told(session: Session, broadcast: str) -> set[str]:
    return {
        each.partition(":")[2]
        for each in session.scalars(select(Recipient.person).where(Recipient.broadcast == broadcast))
    }


def test_a_new_event_is_told_once_to_those_whom_it_fits(session: Session, now: datetime) -> None:
    made = event(session, now)
    come(session, made, "near", now)

    assert announcing.new(session, now) == [made]
    announcing.begin(session, made, Kind.EVENT, "試し", now)
    assert told(session, f"event:{made.id}") == {"follows", "senior"}
    assert announcing.new(session, now) == []


def test_who_is_not_of_its_ages_is_not_told(session: Session, now: datetime) -> None:
    made = event(session, now, youngest=16, oldest=29)
    announcing.begin(session, made, Kind.EVENT, "試し", now)

    assert told(session, f"event:{made.id}") == {"follows", "near"}


def test_what_is_on_tomorrow_or_was_published_long_ago_is_no_news(session: Session, now: datetime) -> None:
    event(session, now, days=0.5)
    old = event(session, now)
    old.changed_at = now - 3 * DAY
    session.flush()

    assert announcing.new(session, now) == []


@pytest.mark.parametrize(
    ("days", "capacity", "taken", "called"),
    [(10, 20, 1, False), (2.5, 20, 1, True), (10, 4, 1, True), (10, 4, 4, False), (2.5, 4, 4, False)],
)
def test_last_calls_come_three_days_or_three_places_before_the_end(
    session: Session, now: datetime, days: float, capacity: int, taken: int, *, called: bool
) -> None:
    made = event(session, now, days=days, capacity=capacity)
    for each in range(taken):
        come(session, made, f"P{each}", now)

    assert (made in announcing.last_calls(session, now)) is called
    if called:
        announcing.begin(session, made, Kind.LAST_CALL, "試し", now)
        assert announcing.last_calls(session, now) == []


def test_a_week_of_a_body_has_its_news_and_what_is_coming_and_an_empty_one_is_none(
    session: Session, now: datetime
) -> None:
    assert announcing.rounds(session, now) == []
    coming = event(session, now)
    written = News(body=BODY, title="だより", words="x", state=NewsState.SENT, by="x", sent_at=now - DAY)
    written.changed_at = now
    session.add(written)
    session.flush()

    (week,) = announcing.rounds(session, now)

    assert (week.events, week.news) == ([coming], [written])
    assert news.of_bodies(session, [BODY], everything=False, limit=5) == [written]
