from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from community import organizing, quotas, series
from community.events import EventState
from community.hours import TOWN
from community.organizing import EventUnsound
from community.quotas import Audience, Quota
from community.series import Every, Rhythm
from tests.community.gatherings import DAY, HOUR, OFFICER, published

SECOND_SATURDAY = date(2026, 6, 13)


@pytest.mark.parametrize(
    ("first", "rhythm", "days"),
    [
        (date(2026, 6, 13), Rhythm(Every.WEEK, date(2026, 7, 4)), ["06-20", "06-27", "07-04"]),
        (date(2026, 6, 13), Rhythm(Every.WEEK, date(2026, 7, 20), 2), ["06-27", "07-11"]),
        (date(2026, 6, 13), Rhythm(Every.MONTH, date(2026, 8, 12)), ["07-13"]),
        (date(2026, 8, 31), Rhythm(Every.MONTH, date(2027, 1, 1)), ["10-31", "12-31"]),
        (SECOND_SATURDAY, Rhythm(Every.MONTH_WEEKDAY, date(2026, 9, 30)), ["07-11", "08-08", "09-12"]),
        (date(2026, 5, 29), Rhythm(Every.MONTH_WEEKDAY, date(2026, 10, 31)), ["07-31", "10-30"]),
        (
            SECOND_SATURDAY,
            Rhythm(Every.MONTH_WEEKDAY, date(2026, 9, 30), but=frozenset({date(2026, 8, 8)})),
            ["07-11", "09-12"],
        ),
        (SECOND_SATURDAY, Rhythm(Every.WEEK, SECOND_SATURDAY), []),
        (SECOND_SATURDAY, Rhythm(Every.MONTH, date(2020, 1, 1), 0), []),
    ],
)
def test_days_follow_their_rhythm(first: date, rhythm: Rhythm, days: list[str]) -> None:
    assert [each.strftime("%m-%d") for each in series.days(first, rhythm)] == days


def test_what_is_repeated_keeps_its_hours_and_its_quotas_and_is_a_draft(session: Session) -> None:
    starts = datetime(2026, 6, 13, 0, 30, tzinfo=TOWN)
    now = starts - 5 * DAY
    event = published(
        session, now, starts_at=starts, ends_at=starts + HOUR, closes_at=starts - 2 * DAY, title="朝市"
    )
    kept = Quota(audience=Audience.YOUTH, seats=1, releases_at=starts - 3 * DAY)
    organizing.keep(session, event.id, [kept], OFFICER, now)
    rhythm = Rhythm(Every.WEEK, date(2026, 6, 27))

    first, second = series.repeat(session, event.id, rhythm, OFFICER, now)

    week = timedelta(weeks=1)
    assert (first.starts_at, first.closes_at) == (starts + week, starts - 2 * DAY + week)
    assert (second.title, second.state, second.day) == ("朝市", EventState.DRAFT, date(2026, 6, 27))
    assert [each.releases_at for each in quotas.of_event(session, first.id)] == [starts - 3 * DAY + week]
    assert series.repeat(session, event.id, rhythm, OFFICER, now) == []
    assert series.of_series(session, first.series or "") == [event, first, second]


def test_a_series_without_end_is_refused(session: Session, now: datetime) -> None:
    event = published(session, now)

    with pytest.raises(EventUnsound) as said:
        series.repeat(session, event.id, Rhythm(Every.WEEK, date(2126, 1, 1)), OFFICER, now)
    assert said.value.facts["fields"] == ("until",)
