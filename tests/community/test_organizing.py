from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from community import audit, organizing
from community.events import Event, EventState, NotThatWay
from community.organizing import EventUnsound, SeatsGivenAway
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published, unpublished

# Columns that keep an event from being public, and what is said about them.
UNSOUND: tuple[tuple[dict[str, Any], tuple[str, ...]], ...] = (
    ({"title": "  "}, ("title",)),
    ({"place": None}, ("place",)),
    ({"ends_at": 10 * DAY}, ("ends_at",)),
    ({"starts_at": -DAY, "ends_at": DAY}, ("starts_at", "closes_at")),
    ({"opens_at": 10 * DAY}, ("opens_at",)),
    ({"opens_at": 3 * DAY, "closes_at": 2 * DAY}, ("opens_at",)),
    ({"closes_at": 11 * DAY}, ("closes_at",)),
    ({"closes_at": -HOUR}, ("closes_at",)),
    ({"capacity": 0}, ("capacity",)),
    ({"waiting": -1}, ("waiting",)),
    ({"youngest": 60, "oldest": 50}, ("oldest",)),
    ({"fee": -1, "capacity": 0}, ("capacity", "fee")),
)


def test_what_contradicts_itself_does_not_become_public(session: Session, now: datetime) -> None:
    for columns, fields in UNSOUND:
        moments = {
            name: now + value if isinstance(value, timedelta) else value for name, value in columns.items()
        }
        event = unpublished(session, now, **moments)

        with pytest.raises(EventUnsound) as said:
            organizing.publish(session, event.id, OFFICER, now)

        assert (said.value.facts["fields"], event.state) == (fields, EventState.DRAFT)


def test_a_draft_may_be_as_it_likes_and_a_public_event_may_not(session: Session, now: datetime) -> None:
    draft, public = unpublished(session, now), published(session, now)

    organizing.change(session, draft.id, {"place": None, "capacity": 0}, OFFICER, now)
    for wrong in (
        {"place": ""},
        {"capacity": 0},
        {"ends_at": public.starts_at},
        {"state": "held"},
        {"colour": "red"},
    ):
        with pytest.raises(EventUnsound) as said, session.begin_nested():
            organizing.change(session, public.id, wrong, OFFICER, now)
        assert said.value.facts["fields"] == tuple(wrong)

    assert (public.place, public.capacity, public.state) == ("調理室", 2, EventState.PUBLISHED)


def test_places_that_people_have_are_not_taken_away(session: Session, now: datetime) -> None:
    event = published(session, now, capacity=5)
    come(session, event, "A", now, (40,) * 3)

    with pytest.raises(SeatsGivenAway) as said, session.begin_nested():
        organizing.change(session, event.id, {"capacity": 2}, OFFICER, now)
    organizing.change(session, event.id, {"capacity": 3}, OFFICER, now)

    assert (said.value.facts["taken"], said.value.facts["capacity"]) == (3, 2)
    assert event.state == EventState.FULL


def test_what_is_over_stays_as_it_was(session: Session, now: datetime) -> None:
    event = published(session, now)
    with pytest.raises(NotThatWay):
        organizing.step(session, event.id, EventState.HELD, OFFICER, now)
    organizing.step(session, event.id, EventState.HELD, OFFICER, event.starts_at)

    for state in (EventState.CANCELLED, EventState.POSTPONED, EventState.CLOSED, EventState.FULL):
        with pytest.raises(NotThatWay):
            organizing.step(session, event.id, state, OFFICER, event.starts_at)
    with pytest.raises(NotThatWay):
        organizing.publish(session, event.id, OFFICER, event.starts_at)
    with pytest.raises(NotThatWay):
        organizing.change(session, event.id, {"title": "もちつき"}, OFFICER, event.starts_at)
    with pytest.raises(NotThatWay):
        organizing.keep(session, event.id, [], OFFICER, event.starts_at)


def test_a_closed_event_opens_again_with_a_later_end(session: Session, now: datetime) -> None:
    event = published(session, now, closes_at=now + DAY)
    organizing.step(session, event.id, EventState.CLOSED, OFFICER, now)
    with pytest.raises(EventUnsound):
        organizing.publish(session, event.id, OFFICER, now + 2 * DAY)

    organizing.change(session, event.id, {"closes_at": now + 3 * DAY}, OFFICER, now + 2 * DAY)
    organizing.publish(session, event.id, OFFICER, now + 2 * DAY)

    assert (event.state, event.due_at) == (EventState.PUBLISHED, now + 3 * DAY)
    assert [each.what for each in audit.trail(session, event.id)] == [
        "drafted",
        "published",
        "closed",
        "changed",
        "published",
    ]


def test_many_drafts_at_once_are_as_if_each_had_been_drafted(session: Session, now: datetime) -> None:
    alone = unpublished(session, now)
    together = [
        Event(
            kind=alone.kind,
            title=alone.title,
            place=alone.place,
            starts_at=alone.starts_at,
            ends_at=alone.ends_at,
        )
        for _ in range(3)
    ]
    organizing.draft_all(session, together, OFFICER, now)

    def told(event: Event) -> list[tuple[str, str, dict[str, object]]]:
        trail = audit.trail(session, event.id)
        return [(each.who, each.what, {**each.after, "id": 0}) for each in trail]

    assert [told(each) for each in together] == [told(alone)] * 3
    assert len({each.id for each in (alone, *together)}) == 4
