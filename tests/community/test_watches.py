"""Who wants to hear of events that are not there yet, and who is told, once."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from community import organizing, people, watches
from community.events import EventState
from community.hours import TOWN
from community.searches import Search
from tests.community.gatherings import DAY, HOUR, OFFICER, published, unpublished

JULY = Search(
    first=date(2026, 7, 1),
    last=date(2026, 7, 31),
    hours=(time(9), time(12)),
    weekdays=frozenset({5, 6}),
    audience="youth",
    kinds=("event",),
    areas=("花泉", "藤沢"),
    keywords=("そば",),
)
SOBA: dict[str, Any] = {
    "starts_at": datetime(2026, 7, 11, 10, tzinfo=TOWN),
    "ends_at": datetime(2026, 7, 11, 12, tzinfo=TOWN),
    "area": "花泉",
}


def told(session: Session, now: datetime) -> list[tuple[str, str]]:
    return [(watch.person, event.title) for watch, event in watches.news(session, now)]


def test_a_new_event_that_fits_is_told_once_to_each_who_watches(session: Session, now: datetime) -> None:
    watches.create(session, "line:A", JULY, now)
    watches.create(session, "line:B", Search(areas=("花泉",)), now)
    watches.create(session, "line:C", Search(areas=("大東",)), now)
    published(session, now + HOUR, **SOBA)

    assert told(session, now + HOUR) == [("line:A", "そば打ち体験"), ("line:B", "そば打ち体験")]
    assert told(session, now + 2 * HOUR) == []


def test_a_watch_is_kept_as_it_was_meant(session: Session, now: datetime) -> None:
    watch = watches.create(session, "line:A", JULY, now).watch
    session.expire(watch)

    assert watch.search == JULY


def test_what_was_there_already_is_no_news_but_a_change_that_makes_it_fit_is(
    session: Session, now: datetime
) -> None:
    published(session, now, **SOBA)
    june = published(session, now, title="そば打ちの会")
    watches.create(session, "line:A", Search(keywords=("そば",), first=date(2026, 7, 1)), now)
    assert told(session, now + HOUR) == []

    days = {"starts_at": SOBA["starts_at"] + DAY, "ends_at": SOBA["ends_at"] + DAY}
    organizing.change(session, june.id, days, OFFICER, now + 2 * HOUR)

    assert told(session, now + 2 * HOUR) == [("line:A", "そば打ちの会")]


def test_drafts_and_cancelled_events_are_not_told(session: Session, now: datetime) -> None:
    watches.create(session, "line:A", Search(), now)
    unpublished(session, now, **SOBA)
    organizing.step(session, published(session, now, **SOBA).id, EventState.CANCELLED, OFFICER, now)

    assert told(session, now + HOUR) == []


def test_a_watch_ends_with_its_days_or_after_ninety_days(session: Session, now: datetime) -> None:
    days = watches.create(session, "line:A", JULY, now).watch
    always = watches.create(session, "line:A", Search(), now).watch

    assert days.until == datetime(2026, 8, 1, tzinfo=TOWN)
    assert always.until == now + timedelta(days=90)
    assert watches.of_person(session, "line:A", now + timedelta(days=60)) == [always]
    published(session, now + 91 * DAY, starts_at=now + 95 * DAY, ends_at=now + 96 * DAY)
    assert told(session, now + 91 * DAY) == []


def test_a_sixth_watch_takes_the_place_of_the_oldest_and_says_so(session: Session, now: datetime) -> None:
    areas = ("花泉", "大東", "千厩", "東山", "室根", "川崎")
    begun = [
        watches.create(session, "line:A", Search(areas=(area,)), now + number * HOUR)
        for number, area in enumerate(areas)
    ]

    assert [each.replaced for each in begun] == [None] * 5 + [begun[0].watch]
    kept = watches.of_person(session, "line:A", now + 9 * HOUR)
    assert [each.search.areas[0] for each in kept] == list(areas[1:])


def test_the_same_watch_again_is_the_one_there_is(session: Session, now: datetime) -> None:
    first = watches.create(session, "line:A", JULY, now)
    again = watches.create(session, "line:A", replace(JULY), now + HOUR)

    assert (again.watch.id, again.known, first.known) == (first.watch.id, True, False)


def test_only_its_person_ends_a_watch(session: Session, now: datetime) -> None:
    watch = watches.create(session, "line:A", Search(), now).watch

    assert not watches.end(session, watch.id, "line:B", now)
    assert watches.end(session, watch.id, "line:A", now)
    assert not watches.end(session, watch.id, "line:A", now)
    published(session, now + HOUR)
    assert told(session, now + HOUR) == []


def test_who_has_left_is_told_nothing(session: Session, now: datetime) -> None:
    people.welcome(session, "line:A", "line", now)
    watches.create(session, "line:A", Search(), now)
    people.farewell(session, "line:A", "line", now)
    published(session, now + HOUR)

    assert told(session, now + HOUR) == []


def test_many_watches_are_looked_at_together(session: Session, now: datetime) -> None:
    for number in range(120):
        watches.create(session, f"line:{number}", Search(areas=("花泉" if number % 2 else "大東",)), now)
    event = published(session, now + HOUR, **SOBA)

    found = watches.matches(session, event, now + HOUR)

    assert [each.person for each in found] == [f"line:{number}" for number in range(1, 120, 2)]
    assert watches.matches(session, event, now + HOUR) == []


def test_nothing_is_left_of_who_is_forgotten_and_of_what_ended_long_ago(
    session: Session, now: datetime
) -> None:
    published(session, now)
    watches.create(session, "line:A", Search(), now)
    watches.create(session, "line:B", Search(), now)
    watches.forget(session, "line:A")
    watches.tidy(session, now + timedelta(days=91))
    session.flush()

    for table in (watches.Watch, watches.Telling):
        assert session.scalar(select(func.count()).select_from(table)) == 0
