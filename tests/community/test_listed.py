from datetime import datetime

from sqlalchemy.orm import Session

from community import listed
from community.listed import Listed
from tests.community.gatherings import unpublished


def test_an_event_keeps_the_id_of_the_list_it_came_from(session: Session, now: datetime) -> None:
    ours, theirs = (unpublished(session, now).id for _ in range(2))
    session.add(Listed(id="X-1", event_id=theirs))

    assert listed.ids(session, [ours, theirs]) == {ours: f"032093-{ours:05d}", theirs: "X-1"}
    assert listed.came_from(session, ["X-1", "X-2"]) == {"X-1": theirs}


def test_no_two_events_have_one_id_when_a_list_of_ours_came_from_elsewhere(
    session: Session, now: datetime
) -> None:
    one, other = (unpublished(session, now).id for _ in range(2))
    session.add(Listed(id=f"032093-{one:05d}", event_id=other))

    found = listed.ids(session, [one, other])

    assert found == {one: f"032093-{one:05d}-2", other: f"032093-{one:05d}"}
    assert listed.number(found[one]) == one


def test_ids_of_others_have_no_number_of_ours() -> None:
    assert [listed.number(each) for each in ("032093-00012", "032093-x", "X-00012", "")] == [
        12,
        None,
        None,
        None,
    ]
