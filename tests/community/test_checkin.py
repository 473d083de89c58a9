"""At the door: received once, by code or roster; every no says why."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.database import Database
from community import audit, checkin, courses, ledger, organizing, signups
from community.checkin import DoorClosed, NotReceived, Why
from community.courses import Lesson
from community.events import EventState, Kind
from community.tokens import Thing, TokenUnknown, opened, sealed
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published

KEY = "a key for tests"
DOOR = "door:1"


def why(said: pytest.ExceptionInfo[NotReceived]) -> object:
    return said.value.facts["why"]


def test_who_shows_their_code_is_received_once_with_all_their_party(session: Session, now: datetime) -> None:
    event = published(session, now, 9)
    mine = come(session, event, "A", now, (40, 41, 42))
    at = event.starts_at

    found = checkin.find(session, KEY, event, f"https://x.jp/ticket/{checkin.ticket(KEY, mine)}")
    first = checkin.receive(session, found.id, DOOR, at)
    again = checkin.receive(session, found.id, DOOR, at + HOUR, 1)

    assert (first.since, again.since) == (None, at)
    assert (again.sign_up.came, again.sign_up.state) == (3, "attended")
    assert [each.what for each in audit.trail(session, event.id, f"sign_up:{mine.id}")].count("ticked") == 1


def test_how_many_came_is_put_right_and_who_was_sent_home_can_come_back(
    session: Session, now: datetime
) -> None:
    event = published(session, now, 9)
    mine = come(session, event, "A", now, (40, 41, 42))
    at = event.starts_at
    for number in (2, 0):
        checkin.receive(session, mine.id, DOOR, at)
        checkin.count(session, (mine, None), number, DOOR, at + HOUR)

    assert (mine.came, mine.state) == (0, "absent")
    assert checkin.receive(session, mine.id, DOOR, at + HOUR, 1).since is None
    assert checkin.there(session, event, None)[mine.id] == checkin.There(1, at + HOUR)


def test_the_digits_are_read_however_they_are_typed_and_open_this_event_only(
    session: Session, now: datetime
) -> None:
    event, other = published(session, now, 9), published(session, now, 9)
    mine = come(session, event, "A", now)
    digits = checkin.digits(KEY, mine)
    wide = digits.translate({ord(str(number)): chr(ord("0") + number) for number in range(10)})

    assert checkin.find(session, KEY, event, f" {digits[:4]}-{digits[4:]} ").id == mine.id
    assert checkin.find(session, KEY, event, f"{wide[:4]} {wide[4:]}").id == mine.id
    for door, said in [(other, digits), (event, "00000000"), (event, "そば"), (event, "")]:
        with pytest.raises(NotReceived) as refused:
            checkin.find(session, KEY, door, said)
        assert why(refused) == Why.UNKNOWN


def test_a_code_of_another_event_says_so(session: Session, now: datetime) -> None:
    event, other = published(session, now, title="茶会"), published(session, now)
    mine = come(session, event, "A", now)

    with pytest.raises(NotReceived) as refused:
        checkin.find(session, KEY, other, checkin.ticket(KEY, mine))

    assert (why(refused), refused.value.facts["title"]) == (Why.ELSEWHERE, "茶会")


def test_whoever_has_no_place_or_comes_on_another_day_is_not_received(
    session: Session, now: datetime
) -> None:
    event = published(session, now, 1)
    mine, waiting = come(session, event, "A", now), come(session, event, "B", now)
    at = event.starts_at

    for sign_up, when, expected in [
        (waiting, at, Why.WAITS),
        (mine, at - DAY, Why.OTHER_DAY),
        (mine, at + DAY, Why.OTHER_DAY),
    ]:
        with pytest.raises(NotReceived) as refused:
            checkin.receive(session, sign_up.id, DOOR, when)
        assert why(refused) == expected
    signups.cancel(session, mine.id, mine.person, now)
    with pytest.raises(NotReceived) as refused:
        checkin.receive(session, mine.id, DOOR, at)
    assert why(refused) == Why.CANCELLED


def test_nobody_is_received_where_nothing_is_held(session: Session, now: datetime) -> None:
    event = published(session, now)
    mine = come(session, event, "A", now)
    organizing.step(session, event.id, EventState.CANCELLED, OFFICER, now)

    with pytest.raises(NotReceived) as refused:
        checkin.receive(session, mine.id, DOOR, event.starts_at)
    assert why(refused) == Why.OFF
    with pytest.raises(NotReceived):
        checkin.count(session, (mine, None), 1, DOOR, event.starts_at)


def test_the_day_is_the_towns_and_an_event_past_midnight_has_two(session: Session, now: datetime) -> None:
    late = now + 5 * DAY + 9 * HOUR  # 23:00 in town
    event = published(session, now, 9, starts_at=late, ends_at=late + 2 * HOUR)
    first, second = come(session, event, "A", now), come(session, event, "B", now)

    assert checkin.receive(session, first.id, DOOR, late - 22 * HOUR).since is None
    assert checkin.receive(session, second.id, DOOR, late + 2 * HOUR).since is None


def test_a_course_receives_for_the_session_of_the_day(session: Session, now: datetime) -> None:
    event = published(session, now, 9, kind=Kind.TRAINING, ends_at=now + 40 * DAY)
    weeks = [event.starts_at + week * 7 * DAY for week in range(2)]
    for begins in weeks:
        lesson = Lesson(event_id=event.id, title="回", starts_at=begins, ends_at=begins + 2 * HOUR)
        courses.plan(session, lesson, OFFICER, now)
    mine = come(session, event, "A", now)

    numbers = [checkin.receive(session, mine.id, DOOR, begins).lesson for begins in weeks]

    assert [each.number for each in numbers if each] == [1, 2]
    assert checkin.receive(session, mine.id, DOOR, weeks[1] + HOUR).since == weeks[1]
    assert courses.completed(session, event.id) == [mine]
    with pytest.raises(NotReceived):
        checkin.receive(session, mine.id, DOOR, weeks[0] + DAY)


def test_the_door_closes_half_a_day_after_the_end(session: Session, now: datetime) -> None:
    event = published(session, now)
    token = sealed(KEY, Thing.DOOR, str(event.id))

    assert checkin.door(session, KEY, token, event.ends_at + 11 * HOUR).id == event.id
    with pytest.raises(DoorClosed):
        checkin.door(session, KEY, token, event.ends_at + 12 * HOUR)


def test_a_token_that_was_changed_or_is_for_something_else_opens_nothing(
    session: Session, now: datetime
) -> None:
    event = published(session, now)
    mine = come(session, event, "A", now)
    ticket = checkin.ticket(KEY, mine)

    assert opened(KEY, Thing.TICKET, ticket) == mine.id
    others = [ticket[:-1] + sign for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if sign != ticket[-1]]
    for token in (*others, ticket[:-1], f"x{ticket}", mine.id, "", "\ud800"):
        with pytest.raises(TokenUnknown):
            opened(KEY, Thing.TICKET, token)
    with pytest.raises(TokenUnknown):
        checkin.door(session, KEY, ticket, now)
    with pytest.raises(TokenUnknown):
        opened("another key", Thing.TICKET, ticket)


def test_two_phones_that_scan_at_once_receive_once(db: Database, now: datetime) -> None:
    with db.transaction() as session:
        event = published(session, now)
        mine, event_id, at = come(session, event, "A", now).id, event.id, event.starts_at

    def scan(second: int) -> bool:
        with db.transaction() as session:
            return checkin.receive(session, mine, DOOR, at + timedelta(seconds=second)).since is None

    with ThreadPoolExecutor(4) as phones:
        fresh = list(phones.map(scan, range(8)))

    assert fresh.count(True) == 1
    with db.transaction() as session:
        assert [each.came for each in ledger.roster(session, event_id)] == [1]
        assert sum(each.what == "ticked" for each in audit.trail(session, event_id)) == 1
