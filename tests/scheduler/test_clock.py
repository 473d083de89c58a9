from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from bot.database import Database
from community import arrivals
from community.arrivals import Arrival, Arriving
from scheduler import jobs
from scheduler.clock import Clock, latest_due
from scheduler.jobs import Entry

TOKYO = ZoneInfo("Asia/Tokyo")
NIGHTLY = Entry("tidy", "30 3 * * *", timedelta(hours=20))


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
    entry = Entry("tidy", "30 3 * * *", timedelta(hours=24))

    assert latest_due(entry, at(now), TOKYO) == at(due)


def test_what_is_too_long_ago_is_not_due() -> None:
    assert latest_due(NIGHTLY, at("2026-06-10T23:59:00"), TOKYO) is None


def test_two_clocks_that_tick_often_fire_once(db: Database) -> None:
    fired: list[datetime] = []

    def enqueue(_session: Session, _name: str, due: datetime) -> None:
        fired.append(due)

    now = at("2026-06-10T04:00:00")
    clocks = [Clock([NIGHTLY], db.transaction, enqueue, lambda: now, TOKYO) for _ in range(2)]
    for clock in clocks * 3:
        clock.tick()

    assert fired == [at("2026-06-10T03:30")]


def test_a_firing_that_fails_is_made_up_at_the_next_tick(db: Database) -> None:
    fired: list[datetime] = []

    def enqueue(session: Session, _name: str, due: datetime) -> None:
        if not fired:
            fired.append(due)
            session.execute(_broken())
        fired.append(due)

    clock = Clock([NIGHTLY], db.transaction, enqueue, lambda: at("2026-06-10T04:00:00"), TOKYO)
    clock.tick()
    assert len(fired) == 1

    clock.tick()
    assert len(fired) == 2


def test_a_clock_ticks_at_once_and_stops(db: Database) -> None:
    fired: list[str] = []
    clock = Clock(
        [NIGHTLY],
        db.transaction,
        lambda _session, name, _due: fired.append(name),
        lambda: datetime.now(UTC),
        TOKYO,
    )
    every_minute = Entry("each", "* * * * *", timedelta(minutes=5))
    clock.timetable = [every_minute]

    clock.start()
    until = datetime.now(UTC) + timedelta(seconds=10)
    while not fired and datetime.now(UTC) < until:
        pass
    clock.stop()

    assert fired == ["each"]


def test_tidying_deletes_what_is_old_and_closed_only(session: Session, now: datetime) -> None:
    old = now - jobs.KEPT_FOR - timedelta(days=1)
    arrivals.take_in(session, [Arriving("line:old", "line", "line:U1", {}, ignored="standby")], old)
    arrivals.take_in(session, [Arriving("line:waits", "line", "line:U1", {})], old)
    arrivals.take_in(session, [Arriving("line:new", "line", "line:U1", {}, ignored="standby")], now)

    jobs.tidy(session, now)

    assert {each.id for each in session.query(Arrival)} == {"line:waits", "line:new"}


def _broken() -> TextClause:
    return text("SELECT no_such_column")
