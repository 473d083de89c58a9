from datetime import datetime

from sqlalchemy.orm import Session

from community import audit
from community.events import Event, EventState, Kind
from community.importing import Entry, Importing, Result
from tests.community.gatherings import DAY, HOUR, published


def entry(now: datetime, row: int = 2, listed_id: str = "X-1", **columns: object) -> Entry:
    given = {
        "kind": Kind.EVENT,
        "title": "会",
        "place": "広間",
        "starts_at": now + 9 * DAY,
        "ends_at": now + 9 * DAY + HOUR,
        **columns,
    }
    return Entry(row, listed_id, given)


def bring(session: Session, now: datetime, *entries: Entry, publish: bool = False) -> Result:
    importing = Importing(session, "import", now, publish)
    importing.prepare(entries)
    return importing.take(entries)


def test_what_a_list_brings_is_in_the_trail(session: Session, now: datetime) -> None:
    bring(session, now, entry(now), publish=True)
    bring(session, now, entry(now, place="和室"))
    (event,) = session.query(Event).all()

    trail = [(each.who, each.what) for each in audit.trail(session, event.id)]

    assert trail == [("import", "drafted"), ("import", "published"), ("import", "changed")]
    assert (event.place, event.state) == ("和室", EventState.PUBLISHED)


def test_a_list_says_nothing_about_columns_that_it_does_not_have(session: Session, now: datetime) -> None:
    bring(session, now, entry(now, bring="軍手", fee=500))

    assert bring(session, now, entry(now)).same == 1


def test_a_refused_change_leaves_the_event_as_it_was(session: Session, now: datetime) -> None:
    event = published(session, now, title="会", capacity=5)
    listed_id = f"032093-{event.id:05d}"

    result = bring(session, now, entry(now, 7, listed_id, capacity=0, place="和室"))

    session.expire_all()
    assert [(each.row, each.column) for each in result.problems] == [(7, "定員")]
    assert (event.capacity, event.place) == (5, "調理室")


def test_a_list_of_another_service_of_ours_does_not_change_what_only_has_the_same_number(
    session: Session, now: datetime
) -> None:
    event = published(session, now, title="別の会")

    result = bring(session, now, entry(now, listed_id=f"032093-{event.id:05d}"))

    assert [each.column for each in result.problems] == ["ID"]
    assert event.title == "別の会"
