"""Who gets a broadcast, when and in which call: what they want, not too much, and nobody twice."""

from datetime import datetime, timedelta
from typing import Any

import jpholiday
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from community import broadcasts, people, profiles, reception
from community.broadcasts import AT_ONCE, Broadcast, Recipient
from community.hours import TOWN, quiet
from community.people import Person
from community.reception import CAP, CLOCK, Kind, TimeOfDay, next_at

NOON = datetime(2026, 6, 10, 12, tzinfo=TOWN)
EVERYBODY = select(Person.id)


def residents(session: Session, number: int, channel: str = "line") -> list[str]:
    made = [f"{channel}:{channel[0].upper()}{each}" for each in range(number)]
    for each in made:
        people.welcome(session, each, channel, NOON)
    return made


def begin(session: Session, name: str, now: datetime = NOON, **more: Any) -> list[str]:
    """Who gets it."""
    given = {"kind": Kind.NEWS, "title": "だより", "why": "試し", **more}
    broadcasts.begin(session, Broadcast(id=name, **given), EVERYBODY, now)
    rows = select(Recipient.person).where(Recipient.broadcast == name).order_by(Recipient.person)
    return list(session.scalars(rows))


def test_everybody_gets_it_once_in_calls_of_five_hundred(session: Session) -> None:
    size = AT_ONCE["line"]
    residents(session, 2 * size + 34)
    residents(session, 3, "console-line")

    first = begin(session, "news:1")
    assert begin(session, "news:1") == first
    assert len(first) == 2 * size + 37

    calls = broadcasts.chunks(session, "news:1")
    sizes = [len(broadcasts.audience(session, each.delivery)) for each in calls]
    assert sorted(sizes) == [1, 1, 1, 34, size, size]
    assert broadcasts.get(session, "news:1").counted == 2 * size + 34


def test_who_does_not_want_the_kind_or_has_left_gets_nothing(session: Session) -> None:
    stays, mutes, left = residents(session, 3)
    reception.mute(session, mutes, Kind.NEWS, NOON)
    people.farewell(session, left, "line", NOON)

    assert begin(session, "news:1") == [stays]
    assert begin(session, "roundup:1", kind=Kind.ROUNDUP) == [stays, mutes]
    reception.unmute(session, mutes, Kind.NEWS)
    assert begin(session, "news:2") == [stays, mutes]


def test_nobody_gets_more_than_three_a_week_unless_it_is_urgent(session: Session) -> None:
    (one,) = residents(session, 1)
    for number in range(CAP):
        assert begin(session, f"news:{number}", NOON + number * timedelta(days=1)) == [one]

    assert begin(session, "news:9", NOON + timedelta(days=3)) == []
    assert begin(session, "disaster:1", NOON + timedelta(days=3), kind=Kind.DISASTER, urgent="避難") == [one]
    assert begin(session, "news:10", NOON + timedelta(days=7, minutes=1)) == [one]


def test_it_comes_at_the_time_of_day_that_was_chosen(session: Session) -> None:
    early, late, none = residents(session, 3)
    profiles.save(session, early, {"time_of_day": TimeOfDay.MORNING}, NOON)
    profiles.save(session, late, {"time_of_day": TimeOfDay.EVENING}, NOON)
    begin(session, "news:1")

    at = dict(session.execute(select(Recipient.person, Recipient.at)).all())
    assert at[early] == NOON.replace(day=11, hour=8)
    assert at[late] == NOON.replace(hour=18)
    assert at[none] == NOON


def test_what_is_urgent_waits_for_no_time_of_day(session: Session) -> None:
    (one,) = residents(session, 1)
    profiles.save(session, one, {"time_of_day": TimeOfDay.MORNING, "rest_on_holidays": True}, NOON)
    night = NOON.replace(hour=23)
    begin(session, "disaster:1", night, kind=Kind.DISASTER, urgent="避難")

    assert session.scalars(select(Recipient.at)).all() == [night]


def test_on_a_national_holiday_who_rests_gets_it_the_day_after(session: Session) -> None:
    rests, other = residents(session, 2)
    profiles.save(session, rests, {"rest_on_holidays": True}, NOON)
    holiday = datetime(2026, 5, 5, 10, tzinfo=TOWN)  # こどもの日, and on the 6th its substitute
    begin(session, "news:1", holiday)

    at = dict(session.execute(select(Recipient.person, Recipient.at)).all())
    assert at[other] == holiday
    assert at[rests] == datetime(2026, 5, 7, 8, tzinfo=TOWN)


@pytest.mark.parametrize("rest", [False, True])
@pytest.mark.parametrize("wanted", [None, *TimeOfDay])
def test_what_can_wait_comes_by_day_and_not_long_after_it_was_made(
    wanted: TimeOfDay | None, *, rest: bool
) -> None:
    step, made = (
        timedelta(hours=7, minutes=13),
        datetime(2024, 1, 1, tzinfo=TOWN),
    )  # a leap year, and five others
    while made.year < 2030:
        at = next_at(made, wanted, rest=rest).astimezone(TOWN)
        assert at >= made
        assert not quiet(at)
        assert not rest or not jpholiday.is_holiday(at.date())
        assert at - made <= timedelta(days=5), made
        if wanted is not None:
            assert at.time() == CLOCK[wanted]
        made += step


def test_who_is_forgotten_is_in_no_call_any_more(session: Session) -> None:
    one, two = residents(session, 2)
    begin(session, "news:1")
    (call,) = broadcasts.chunks(session, "news:1")

    broadcasts.forget(session, one)

    assert broadcasts.audience(session, call.delivery) == [two.partition(":")[2]]
