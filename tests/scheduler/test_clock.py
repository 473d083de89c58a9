from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from bot.database import Database
from community import arrivals, schedules
from community.arrivals import Arrival, Arriving
from community.schedules import Line, ScheduleUnsound
from scheduler import jobs
from scheduler.clock import Clock, check, latest_due, next_due

TOKYO = ZoneInfo("Asia/Tokyo")
NIGHTLY = Line("tidy", "tidy", timedelta(hours=20), "30 3 * * *")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-06-10T03:29:59", "2026-06-09T03:30"),
        ("2026-06-10T03:30:00", "2026-06-10T03:30"),
        ("2026-06-10T20:00:00", "2026-06-10T03:30"),
        ("2028-03-01T03:30:00", "2028-03-01T03:30"),
    ],
)
def test_what_was_last_due_is_found(now: str, due: str) -> None:
    assert latest_due(NIGHTLY, at("2026-01-01T00:00"), at(now), TOKYO) == at(due)


def test_what_was_fired_is_not_due_again() -> None:
    assert latest_due(NIGHTLY, at("2026-06-10T03:30"), at("2026-06-10T04:00"), TOKYO) is None


@pytest.mark.parametrize(
    ("cron", "zone", "after", "due"),
    [
        ("0 9 31 * *", None, "2026-02-01T00:00", "2026-03-31T09:00"),  # months without a 31st are left out
        ("0 9 29 2 *", None, "2026-06-10T00:00", "2028-02-29T09:00"),
        # On the 29th there is no 2:30 in Berlin: it is half past three there, summer time.
        ("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00", "2026-03-29T10:30"),
        ("0 17 * * 5", None, "2026-06-12T17:00", "2026-06-19T17:00"),  # Friday, as cron counts
        ("0 9 * * 0", None, "2026-06-12T17:00", "2026-06-14T09:00"),
        ("0 9 * * 7", None, "2026-06-12T17:00", "2026-06-14T09:00"),
        ("0 9 * * 5-7", None, "2026-06-12T17:00", "2026-06-13T09:00"),
        ("0 9 * * 1-5/2,sat", None, "2026-06-12T17:00", "2026-06-13T09:00"),
        ("0 9 * * 1-5/2", None, "2026-06-12T17:00", "2026-06-15T09:00"),
    ],
)
def test_the_next_time_is_that_of_the_calendar(cron: str, zone: str | None, after: str, due: str) -> None:
    line = Line("x", "tidy", timedelta(hours=1), cron, zone=zone)

    assert next_due(line, at(after), TOKYO) == at(due)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (Line("x", "tidy", timedelta(hours=1), "0 0 31 2 *"), "never"),
        (Line("x", "tidy", timedelta(hours=1), "61 0 * * *"), "cron"),
        (Line("x", "tidy", timedelta(hours=1), "soon"), "cron"),
        (Line("x", "dance", timedelta(hours=1), "0 0 * * *"), "job"),
        (Line("x", "tidy", timedelta(hours=1), "0 0 * * *", zone="Mars/Base"), "zone"),
        (Line("x", "tidy", timedelta(hours=1), once=at("2020-01-01T00:00")), "past"),
    ],
)
def test_a_line_that_cannot_be_is_refused(line: Line, why: str) -> None:
    with pytest.raises(ScheduleUnsound) as refused:
        check(line, at("2026-06-10T00:00"), TOKYO)
    assert refused.value.facts["why"] == why


@dataclass
class Town:
    """Clocks over one database, with a time of its own; `fired` is what they enqueued."""

    db: Database
    lines: Sequence[Line]
    now: datetime
    fired: list[tuple[str, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        with self.db.transaction() as session:
            schedules.keep(session, self.lines, self.now)

    def clock(self) -> Clock:
        return Clock(self.lines, self.db.transaction, self.enqueue, lambda: self.now, TOKYO)

    def enqueue(self, _session: Session, job: str, due: datetime) -> None:
        self.fired.append((job, due))


MINUTES = timedelta(minutes=1)
EACH = Line("each", "offers", 5 * MINUTES, "* * * * *")
TENTHS = Line("tenths", "reminders", 30 * MINUTES, "*/10 * * * *")


@pytest.mark.parametrize("clocks", [2, 4])
def test_over_an_hour_each_due_time_fires_once_however_many_clocks_tick(db: Database, clocks: int) -> None:
    town = Town(db, [EACH, TENTHS], at("2026-06-10T08:59:50"))
    ticking = [town.clock() for _ in range(clocks)]
    with ThreadPoolExecutor(clocks) as threads:
        while town.now < at("2026-06-10T09:59:30"):
            town.now += timedelta(seconds=20)
            list(threads.map(Clock.tick, ticking))

    hour = [at("2026-06-10T09:00:00") + minute * MINUTES for minute in range(60)]
    assert sorted(due for job, due in town.fired if job == "offers") == hour
    assert sorted(due for job, due in town.fired if job == "reminders") == hour[::10]


def test_after_three_hours_down_what_is_in_its_window_is_made_up_and_the_rest_is_known(
    db: Database,
) -> None:
    noon = Line("noon", "rounds", timedelta(hours=5), "0 12 * * *")
    short = Line("short", "news", timedelta(minutes=30), "0 12 * * *")
    skips = Line("skips", "tidy", timedelta(hours=5), "0 12 * * *", catch_up=False)
    town = Town(db, [noon, short, skips, EACH], at("2026-06-10T11:59:00"))
    town.now = at("2026-06-10T15:00:30")
    for _ in range(3):
        town.clock().tick()

    due = at("2026-06-10T12:00")
    assert sorted(town.fired) == [("offers", at("2026-06-10T15:00")), ("rounds", due)]
    with db.transaction() as session:
        known = {each.name: each.missed_at for each in schedules.missed(session, at("2026-06-10T00:00"))}
    assert known == {"short": due, "skips": due}


def test_when_the_clock_jumps_back_nothing_fires_again(db: Database) -> None:
    town = Town(db, [EACH], at("2026-06-10T09:00:10"))
    clock = town.clock()
    for moment in (
        "2026-06-10T09:05:10",
        "2026-06-10T09:02:00",
        "2026-06-10T09:05:30",
        "2026-06-10T09:06:01",
    ):
        town.now = at(moment)
        clock.tick()

    assert [due for _, due in town.fired] == [at("2026-06-10T09:05"), at("2026-06-10T09:06")]


def test_what_staff_stop_change_or_ask_for_counts_from_the_next_tick(db: Database) -> None:
    town = Town(db, [EACH], at("2026-06-10T09:00:10"))
    clock = town.clock()
    with db.transaction() as session:
        schedules.pause(session, "each", "x", town.now)
    town.now = at("2026-06-10T09:03:10")
    clock.tick()
    assert town.fired == []

    with db.transaction() as session:
        schedules.ask(session, "each", "x", town.now)
    clock.tick()
    clock.tick()
    assert [job for job, _ in town.fired] == ["offers"]

    with db.transaction() as session:
        schedules.pause(session, "each", "x", town.now, paused=False)
        schedules.edit(session, "each", "30 9 * * *", "x", town.now)
    town.now = at("2026-06-10T09:30:05")
    clock.tick()
    assert town.fired[-1] == ("offers", at("2026-06-10T09:30"))


def test_what_is_due_once_fires_once(db: Database) -> None:
    once = Line("once", "news", timedelta(hours=1), once=at("2026-06-10T17:00"))
    town = Town(db, [], at("2026-06-10T09:00:00"))
    with db.transaction() as session:
        schedules.add(session, once, "x", town.now)
    for moment in (
        "2026-06-10T16:59:59",
        "2026-06-10T17:00:10",
        "2026-06-10T17:00:30",
        "2026-06-11T17:00:30",
    ):
        town.now = at(moment)
        town.clock().tick()

    assert town.fired == [("news", at("2026-06-10T17:00"))]


def test_a_firing_that_fails_is_made_up_at_the_next_tick(db: Database) -> None:
    fired: list[datetime] = []

    def enqueue(session: Session, _name: str, due: datetime) -> None:
        if not fired:
            fired.append(due)
            session.execute(_broken())
        fired.append(due)

    town = Town(db, [NIGHTLY], at("2026-06-10T03:00:00"))
    town.now = at("2026-06-10T04:00:00")
    clock = Clock([NIGHTLY], db.transaction, enqueue, lambda: town.now, TOKYO)
    clock.tick()
    assert len(fired) == 1

    clock.tick()
    assert len(fired) == 2


def test_a_clock_ticks_at_once_and_stops(db: Database) -> None:
    town = Town(db, [EACH], datetime.now(UTC) - 2 * MINUTES)
    town.now = datetime.now(UTC)
    clock = town.clock()

    clock.start()
    until = datetime.now(UTC) + timedelta(seconds=10)
    while not town.fired and datetime.now(UTC) < until:
        pass
    clock.stop()

    assert [job for job, _ in town.fired] == ["offers"]


def test_tidying_deletes_what_is_old_and_closed_only(session: Session, now: datetime) -> None:
    old = now - jobs.KEPT_FOR - timedelta(days=1)
    arrivals.take_in(session, [Arriving("line:old", "line", "line:U1", {}, ignored="standby")], old)
    arrivals.take_in(session, [Arriving("line:waits", "line", "line:U1", {})], old)
    arrivals.take_in(session, [Arriving("line:new", "line", "line:U1", {}, ignored="standby")], now)

    jobs.tidy(session, now)

    assert {each.id for each in session.query(Arrival)} == {"line:waits", "line:new"}


def _broken() -> TextClause:
    return text("SELECT no_such_column")
