from datetime import UTC, date, datetime, timedelta

import pytest

from community import hours
from community.hours import TOWN


def here(hour: int, minute: int = 0, day: int = 10) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=TOWN)


@pytest.mark.parametrize(
    ("moment", "wakes"),
    [
        (here(20, 59), here(20, 59)),
        (here(21), here(8, day=11)),
        (here(23, 59), here(8, day=11)),
        (here(0), here(8)),
        (here(7, 59), here(8)),
        (here(8), here(8)),
    ],
)
def test_nobody_is_disturbed_between_nine_in_the_evening_and_eight(moment: datetime, wakes: datetime) -> None:
    assert hours.wakes(moment) == wakes
    assert hours.wakes(moment.astimezone(UTC)) == wakes
    assert hours.quiet(moment) == (moment != wakes)


def test_the_day_is_the_towns_whatever_zone_a_moment_is_told_in() -> None:
    assert hours.day_of(datetime(2026, 6, 10, 14, 59, tzinfo=UTC)) == date(2026, 6, 10)
    assert hours.day_of(datetime(2026, 6, 10, 15, tzinfo=UTC)) == date(2026, 6, 11)


def test_it_is_never_quiet_when_people_wake() -> None:
    for minutes in range(0, 48 * 60, 7):
        assert not hours.quiet(hours.wakes(here(0) + timedelta(minutes=minutes)))
