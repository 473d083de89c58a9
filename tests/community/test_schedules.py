from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.database import Database
from community import schedules
from community.schedules import Line, ScheduleThere

HOUR = timedelta(hours=1)
TIDY = Line("tidy", "tidy", HOUR, "0 * * * *")


@pytest.fixture(autouse=True)
def kept(db: Database, now: datetime) -> None:
    """A line in the timetable since yesterday."""
    with db.transaction() as session:
        schedules.keep(session, [TIDY], now - 24 * HOUR)


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


def test_what_is_paused_does_not_fire_and_is_not_made_up(session: Session, now: datetime) -> None:
    schedules.pause(session, "tidy", "x", now - 2 * HOUR)
    assert not schedules.fire(session, "tidy", now - HOUR, now, 9 * HOUR)

    schedules.pause(session, "tidy", "x", now, paused=False)
    assert not schedules.fire(session, "tidy", now - HOUR, now, 9 * HOUR)
    assert schedules.fire(session, "tidy", now + HOUR, now + HOUR, HOUR)


def test_ours_is_brought_up_to_date_but_what_staff_have_edited_stays(session: Session, now: datetime) -> None:
    daily = Line("tidy", "tidy", HOUR, "0 3 * * *")
    schedules.keep(session, [daily], now)
    assert schedules.get(session, "tidy").cron == "0 3 * * *"

    schedules.edit(session, "tidy", "0 5 * * *", "x", now)
    schedules.keep(session, [daily], now)
    session.expire_all()
    assert schedules.get(session, "tidy").cron == "0 5 * * *"


def test_what_is_passed_over_is_known_what_is_asked_for_is_done_once(session: Session, now: datetime) -> None:
    schedules.fire(session, "tidy", now - 2 * HOUR, now, HOUR)
    assert [each.missed_at for each in schedules.missed(session, now - 3 * HOUR)] == [now - 2 * HOUR]

    schedules.ask(session, "tidy", "x", now)
    assert [schedules.asked(session, "tidy") for _ in range(2)] == [now, None]


def test_a_name_is_there_once(session: Session, now: datetime) -> None:
    with pytest.raises(ScheduleThere):
        schedules.add(session, TIDY, "x", now)
