"""The sample events as they are written down in `data/samples/`, and when each of them is to be.

Only reads and reckons; how they come into the tables is `community/demo.py`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import resources
from typing import Any

import community
from community import centers, events, hours
from community.events import Event, Kind

MARK = "【見本】"
NOTICE = "これは使い方を試していただくための見本です。実際には開かれません。"
TELEPHONE = "0191-00-0000"  # nobody's: no number begins like this
_FILES: Mapping[str, Kind] = {
    "events": Kind.EVENT,
    "trainings": Kind.TRAINING,
    "volunteering": Kind.VOLUNTEER,
}
_AS_WRITTEN = ("place", "capacity", "waiting", "youngest", "oldest", "fee", "fee_note", "bring")
_MORE = ("accessibility", "stage", "field")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_IN_WEEKS = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)\+(\d)")
_SOON = timedelta(hours=3)  # a sample that begins sooner can't be tried any more
_CLOSES_BEFORE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Sample:
    """One that is written down: `kind` and everything else as in its file."""

    kind: Kind
    facts: Mapping[str, Any]

    @property
    def past(self) -> bool:
        """Whether it shows what has been."""
        return self.facts.get("ends") == events.EventState.HELD


@cache
def samples() -> tuple[Sample, ...]:
    """All of them, in the order of the files."""
    folder = resources.files(community) / "data" / "samples"
    return tuple(
        Sample(kind, facts)
        for name, kind in _FILES.items()
        for facts in tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))["sample"]
    )


def event(sample: Sample, now: datetime) -> Event:
    """The event it is, seen from `now`: not in any table yet."""
    facts = sample.facts
    starts, ends = when(sample, now)
    center = centers.center(facts["center"])
    area = center.area if center else None
    closes = starts - _CLOSES_BEFORE
    return Event(
        kind=sample.kind,
        title=f"{MARK}{facts['title']}",
        description=f"{facts['lead']}\n\n{NOTICE}",
        body=body(area),
        area=area,
        center=center.name if center else None,
        starts_at=starts,
        ends_at=ends,
        all_day="days" in facts,
        opens_at=_on(_day(facts["opens"], now), time(9)) if "opens" in facts else None,
        closes_at=closes if "capacity" in facts and closes > now + _SOON else None,
        cancel_until=starts - timedelta(days=1),
        telephone=TELEPHONE,
        **{name: facts.get(name) for name in (*_AS_WRITTEN, *_MORE)},
    )


def body(area: str | None) -> str:
    """The made-up body of an area."""
    return f"{MARK}{area}の地域協働体"


def when(sample: Sample, now: datetime) -> tuple[datetime, datetime]:
    """From when until when. A course lasts until its last session, a week after the one before."""
    facts = sample.facts
    day = _day(facts["day"], now)
    if "days" in facts:
        day += timedelta(weeks=1 if _on(day, time()) <= now + _SOON else 0)
        return _on(day, time()), _on(day + timedelta(days=facts["days"]), time())
    begin, end = (time.fromisoformat(each.rjust(5, "0")) for each in facts["hours"])
    if not sample.past and _on(day, begin) <= now + _SOON:
        day += timedelta(weeks=1)
    last = day + timedelta(weeks=len(facts.get("lessons", "1")) - 1)
    return _on(day, begin), _on(last, end)


def at(starts: datetime, clock: str) -> datetime:
    """An hour on the day on which something begins."""
    return _on(hours.day_of(starts), time.fromisoformat(clock.rjust(5, "0")))


def _on(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, hours.TOWN)


def _day(written: str, now: datetime) -> date:
    today = hours.day_of(now)
    in_weeks = _IN_WEEKS.fullmatch(written)
    if in_weeks is None:
        return today + timedelta(days=int(written))
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=_WEEKDAYS.index(in_weeks[1]), weeks=int(in_weeks[2]))
