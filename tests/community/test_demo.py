from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from community import centers, courses, demo, hours, quotas, shifts
from community.events import Event, EventState, Kind
from community.ledger import SignUp, SignUpState
from community.samples import MARK, NOTICE
from tests.community.gatherings import DAY, published


def all_of(session: Session) -> list[Event]:
    return list(session.scalars(select(Event).order_by(Event.id)))


def test_samples_say_that_they_are_some(session: Session, now: datetime) -> None:
    assert demo.load(session, now) == len(all_of(session)) >= 40
    for event in all_of(session):
        assert event.title.startswith(MARK)
        assert NOTICE in (event.description or "")


def test_samples_are_in_all_areas_and_of_all_kinds_and_states(session: Session, now: datetime) -> None:
    demo.load(session, now)

    events = all_of(session)
    assert {each.area for each in events} == set(centers.areas())
    assert {each.kind for each in events} == set(Kind)
    assert {each.state for each in events} == set(EventState) - {EventState.DRAFT}
    assert all(centers.center(each.center or "") for each in events)


def test_samples_show_everything_an_event_can_have(session: Session, now: datetime) -> None:
    demo.load(session, now)

    events = all_of(session)
    assert any(each.all_day for each in events)
    assert {bool(each.fee) for each in events if each.fee is not None} == {True, False}
    assert {each.stage is None for each in events if each.kind == Kind.TRAINING} == {False}
    assert {each.audience for event in events for each in quotas.of_event(session, event.id)} == set(
        quotas.Audience
    )
    assert max(len(courses.of_event(session, event.id)) for event in events) == 3
    assert max(len(shifts.of_event(session, event.id)) for event in events) == 4
    assert max(Counter(each.series for each in events if each.series).values()) == 4
    waiting = select(SignUp).where(SignUp.state == SignUpState.WAITLISTED)
    assert len(session.scalars(waiting).all()) > 0


def test_loading_samples_again_adds_nothing(session: Session, now: datetime) -> None:
    demo.load(session, now)

    assert demo.load(session, now + DAY) == 0


def test_samples_are_loaded_by_themselves_only_where_there_is_nothing(
    session: Session, now: datetime
) -> None:
    published(session, now)

    assert demo.load_if_empty(session, now) == 0
    assert demo.load(session, now) > 0


@pytest.mark.parametrize("hour", range(0, 24 * 14, 31))
def test_samples_can_be_loaded_at_any_hour_and_some_are_this_weekend(
    session: Session, now: datetime, hour: int
) -> None:
    later = now + timedelta(hours=hour)
    demo.load(session, later)

    today = hours.day_of(later)
    soon = [each for each in all_of(session) if today <= each.day <= today + timedelta(days=7)]
    assert {each.day.weekday() for each in soon} >= {5, 6}
