import itertools
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from community import audit, events
from community.events import NEXT, EventState, NoSuchEvent, NotThatWay
from tests.community.gatherings import DAY, HOUR, OFFICER, published, unpublished

WAYS = """
draft: published cancelled
published: full closed held cancelled postponed
full: published closed held cancelled postponed
closed: published held cancelled postponed
held:
cancelled:
postponed: published cancelled
"""
ALLOWED = {
    (line.partition(":")[0], after)
    for line in WAYS.strip().splitlines()
    for after in line.partition(":")[2].split()
}


def test_an_event_goes_only_the_ways_there_are(session: Session, now: datetime) -> None:
    event = unpublished(session, now)

    for state, wanted in itertools.permutations(EventState, 2):
        event.state = state
        if (state, wanted) in ALLOWED:
            events.move(session, event, wanted, OFFICER, now)
            assert event.state == wanted
            continue
        with pytest.raises(NotThatWay) as said:
            events.move(session, event, wanted, OFFICER, now)
        assert said.value.facts == {"event": event.id, "title": event.title, "state": state, "wanted": wanted}
        assert event.state == state


def test_every_state_says_what_may_follow() -> None:
    assert set(NEXT) == set(EventState)


def test_each_step_is_in_the_trail_once(session: Session, now: datetime) -> None:
    event = published(session, now)
    events.move(session, event, EventState.CLOSED, OFFICER, now)
    events.move(session, event, EventState.CLOSED, "slack:UOTHER", now)

    steps = audit.trail(session, event.id)

    assert [(each.who, each.what) for each in steps] == [
        (OFFICER, "drafted"),
        (OFFICER, "published"),
        (OFFICER, "closed"),
    ]
    assert (steps[-1].before, steps[-1].after) == ({"state": "published"}, {"state": "closed"})


def test_there_is_no_lock_on_what_is_not_there(session: Session) -> None:
    with pytest.raises(NoSuchEvent):
        events.lock(session, 1)


def test_the_public_sees_what_lasts_into_a_time_in_whatever_state_but_no_draft(
    session: Session, now: datetime
) -> None:
    draft = unpublished(session, now)
    event, later = (
        published(session, now),
        published(session, now, starts_at=now + 11 * DAY, ends_at=now + 12 * DAY),
    )
    events.move(session, event, EventState.CANCELLED, OFFICER, now)

    assert events.between(session, event.starts_at, event.ends_at) == [event]
    assert events.between(session, event.ends_at - HOUR, now + 99 * DAY) == [event, later]
    assert events.between(session, event.ends_at, later.starts_at) == []
    assert events.public(session, event.id) is event
    for number in (draft.id, later.id + 1):
        with pytest.raises(NoSuchEvent):
            events.public(session, number)
