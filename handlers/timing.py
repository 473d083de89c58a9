"""What a line of the timetable may say, as the clock reads it: it is the clock that knows cron lines.

Set once when the service is put together (`bot/wiring.py`), since no subject may know the clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from community.schedules import Line


@dataclass(slots=True)
class _Set:
    check: Callable[[Line, datetime], None] = lambda _line, _now: None


_set = _Set()


def settle(check: Callable[[Line, datetime], None]) -> None:
    """Say what refuses a line (`ScheduleUnsound`) that can't be read or never fires."""
    _set.check = check


def check(line: Line, now: datetime) -> None:
    """Refuse a line that can't be. Raises `ScheduleUnsound`."""
    _set.check(line, now)
