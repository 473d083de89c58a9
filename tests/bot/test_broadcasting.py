"""Broadcasts on the road: one call for many, each person once, held where the month is used up."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from community import allowance, broadcasts, people, spreading
from community.broadcasts import Broadcast, BroadcastState
from community.people import Person
from community.reception import Kind
from handlers.broadcasts import made
from handlers.messages import Card, Outgoing
from tests.bot.road import Road, settings
from tests.standins.line import LineStandIn

CALLS, PEOPLE = 3, 1234
SAID = Card("避難のお知らせ", "市からのお知らせです。")


@pytest.fixture
def road(url: str, line: LineStandIn, tmp_path: Path) -> Iterator[Road]:
    with Road(url, settings(line=line.url, data=tmp_path)) as going:
        now = going.service.handling.clock()
        with going.service.database.transaction() as session:
            rows = [{"id": f"line:R{each:05d}", "channel": "line", "since": now} for each in range(PEOPLE)]
            session.execute(insert(Person), rows)
        yield going
    assert line.invalid == []


def begin(road: Road, name: str = "disaster:1", urgent: str | None = "避難") -> None:
    """Put one on its way to everybody, at whatever hour this runs."""
    now = road.service.handling.clock()
    with road.service.database.transaction() as session:
        row = Broadcast(id=name, kind=Kind.DISASTER, title="避難", why="一関市から", urgent=urgent)
        broadcasts.begin(session, row, select(Person.id), now)
        said = made(Outgoing("card", {"card": SAID}, SAID), broadcasts.get(session, name))
        road.service.submitting.posting.post(session, [said], now)


def state(road: Road, name: str = "disaster:1") -> tuple[str, spreading.Progress]:
    with road.service.database.transaction() as session:
        return broadcasts.get(session, name).state, spreading.progress(session, name)


def got(line: LineStandIn) -> Sequence[str]:
    return sorted(person for each in line.accepted for person in each.many)


def test_many_get_it_in_few_calls_and_each_once(road: Road, line: LineStandIn) -> None:
    begin(road)
    begin(road)
    road.settle()

    assert [each.kind for each in line.accepted] == ["multicast"] * CALLS
    assert got(line) == [f"R{each:05d}" for each in range(PEOPLE)]
    assert "届いた理由:一関市から" in str(line.accepted[0].messages)
    assert state(road)[1].reached == PEOPLE


@pytest.mark.parametrize("fault", ["refuses", "breaks", "hangs up"])
def test_through_failures_of_line_each_gets_it_once(road: Road, line: LineStandIn, fault: str) -> None:
    if fault == "refuses":
        line.faults.fail(429, CALLS, retry_after="1")
    elif fault == "breaks":
        line.faults.fail(500, CALLS)
    else:
        line.faults.accept_then_cut(CALLS)
    begin(road)
    road.settle()

    assert got(line) == [f"R{each:05d}" for each in range(PEOPLE)]


def test_who_left_meanwhile_gets_nothing(road: Road, line: LineStandIn) -> None:
    with road.service.database.transaction() as session:
        people.farewell(session, "line:R00007", "line", road.service.handling.clock())
    begin(road)
    road.settle()

    assert len(got(line)) == PEOPLE - 1
    assert "R00007" not in got(line)


def test_where_the_month_does_not_suffice_nothing_goes_out_and_it_can_be_resumed(
    road: Road, line: LineStandIn
) -> None:
    line.quota = 1000
    begin(road)
    road.settle()
    assert state(road)[0] == BroadcastState.REFUSED
    assert line.accepted == []

    line.quota = 5000
    with road.service.database.transaction() as session:
        spreading.resume(session, "disaster:1", "cli", road.service.handling.clock())
        road.service.submitting.posting.release(session, "disaster:1")
    road.settle()
    assert len(got(line)) == PEOPLE


def test_a_tenth_of_the_month_is_kept_for_what_is_urgent(road: Road, line: LineStandIn) -> None:
    line.quota = PEOPLE + 100
    begin(road, "disaster:plain", urgent=None)
    begin(road, "disaster:urgent")
    road.settle()

    assert state(road, "disaster:plain")[0] == BroadcastState.REFUSED
    assert len(got(line)) == PEOPLE


def test_used_up_half_way_the_rest_is_held_and_nobody_is_told_twice(road: Road, line: LineStandIn) -> None:
    with road.service.database.transaction() as session:
        allowance.record(session, None, 0, road.service.handling.clock())
    line.quota, line.hides_quota = 600, True
    begin(road)
    road.settle()

    now, so_far = state(road)
    assert now == BroadcastState.REFUSED
    assert so_far.reached + so_far.held == PEOPLE
    assert 0 < so_far.reached < PEOPLE

    line.quota = 5000
    with road.service.database.transaction() as session:
        spreading.resume(session, "disaster:1", "cli", road.service.handling.clock())
        road.service.submitting.posting.release(session, "disaster:1")
    road.settle()
    assert got(line) == [f"R{each:05d}" for each in range(PEOPLE)]


def test_what_is_recalled_in_time_reaches_nobody(road: Road, line: LineStandIn) -> None:
    line.quota = 0
    begin(road)
    road.settle()
    with road.service.database.transaction() as session:
        assert spreading.recall(session, "disaster:1", "cli", road.service.handling.clock()) == PEOPLE

    assert line.accepted == []
    assert state(road)[0] == BroadcastState.RECALLED
    with road.service.database.transaction() as session, pytest.raises(broadcasts.BroadcastNotThatWay):
        spreading.resume(session, "disaster:1", "cli", road.service.handling.clock())
