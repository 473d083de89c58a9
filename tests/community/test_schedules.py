from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.database import Database
from community import schedules

HOUR = timedelta(hours=1)


def test_a_due_time_fires_once(session: Session, now: datetime) -> None:
    assert schedules.fire(session, "tidy", now, now, HOUR)
    assert not schedules.fire(session, "tidy", now, now, HOUR)
    assert schedules.fire(session, "tidy", now + HOUR, now + HOUR, HOUR)


def test_an_earlier_due_time_never_fires_after_a_later_one(session: Session, now: datetime) -> None:
    schedules.fire(session, "tidy", now, now, HOUR)

    assert not schedules.fire(session, "tidy", now - HOUR, now, HOUR)


def test_a_due_time_outside_its_window_is_passed_over_for_good(session: Session, now: datetime) -> None:
    assert not schedules.fire(session, "tidy", now - 2 * HOUR, now, HOUR)
    assert not schedules.fire(session, "tidy", now - 2 * HOUR, now, 9 * HOUR)


def test_many_clocks_that_tick_at_once_fire_once(db: Database, now: datetime) -> None:
    def tick(_: int) -> bool:
        with db.transaction() as session:
            return schedules.fire(session, "tidy", now, now, HOUR)

    with ThreadPoolExecutor(4) as clocks:
        fired = list(clocks.map(tick, range(12)))

    assert fired.count(True) == 1
