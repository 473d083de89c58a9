"""Ends of weeks, months and years; what is meant where several things are named; the areas of the town."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from community import centers
from knowledge.wishes import areas
from knowledge.wishes.wish import understand
from tests.knowledge.wishes.test_requests import WEDNESDAY, days

JAPAN = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("now", "text", "expected"),
    [
        (datetime(2026, 6, 14, 23, 59, tzinfo=JAPAN), "今週末のイベント", "2026-06-13..2026-06-14"),
        (datetime(2026, 6, 14, 10, tzinfo=JAPAN), "明日なんかある?", "2026-06-15"),
        (datetime(2026, 6, 15, 0, 0, tzinfo=JAPAN), "今週末のイベント", "2026-06-20..2026-06-21"),
        (datetime(2026, 6, 30, 20, tzinfo=JAPAN), "明日のイベント", "2026-07-01"),
        (datetime(2026, 6, 30, 20, tzinfo=JAPAN), "来月の研修はありますか", "2026-07-01..2026-07-31"),
        (datetime(2026, 12, 31, 23, tzinfo=JAPAN), "明日のイベント", "2027-01-01"),
        (datetime(2026, 12, 30, 9, tzinfo=JAPAN), "来週の土曜に何かある?", "2027-01-09"),
        (datetime(2026, 12, 20, 9, tzinfo=JAPAN), "来月上旬の講座ありますか", "2027-01-01..2027-01-10"),
        (datetime(2026, 12, 20, 9, tzinfo=JAPAN), "any events on New Year's Day?", "2027-01-01..2027-01-03"),
        (datetime(2027, 1, 3, 9, tzinfo=JAPAN), "2月の催し", "2027-02-01..2027-02-28"),
        (datetime(2028, 2, 28, 9, tzinfo=JAPAN), "明日のイベント", "2028-02-29"),
    ],
)
def test_ends_of_weeks_months_and_years(now: datetime, text: str, expected: str) -> None:
    wish = understand(text, now)

    assert (wish.wanted, days(wish)) == (True, expected)


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("孫とじいちゃんで行ける催し", "family"),
        ("高校生の息子が出られるイベント", "youth"),
        ("5歳の子と行けるイベント", "family"),
        ("70歳でも参加できる講座", "senior"),
        ("25歳です。参加できるイベントありますか", "youth"),
        ("45歳でも出られる講座", None),
        ("若者向けじゃなくてシニア向けの催し", "senior"),
        ("だれでも参加できる催し", "anyone"),
        ("60代向けの体操教室", "senior"),
        ("敬老の日のイベント", None),
    ],
)
def test_for_whom(text: str, audience: str | None) -> None:
    assert understand(text, WEDNESDAY).audience == audience


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("お祭りの手伝い", "volunteer"),
        ("ボランティア講座はありますか", "training"),
        ("研修のお手伝いを募集していますか", "volunteer"),
        ("イベントか講座ありますか", None),
        ("イベントや研修を知りたい", None),
        ("研修以外のイベントありますか", "event"),
    ],
)
def test_what_it_shall_be(text: str, kind: str | None) -> None:
    assert understand(text, WEDNESDAY).kind == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("花泉か藤沢で催しありますか", ("花泉", "藤沢")),
        ("一関市のイベント", ()),
        ("一関市大東町のイベント", ("大東",)),
        ("一関地域のイベント", ("一関",)),
        ("藤沢さんが出るイベント", ()),
        ("川崎市のイベント", ()),
        ("金沢市民センターの催し", ("花泉",)),
        ("狐禅寺でなにかある? 明日", ("一関",)),
    ],
)
def test_where(text: str, expected: tuple[str, ...]) -> None:
    assert understand(text, WEDNESDAY).areas == expected


def test_every_area_and_centre_of_the_town_is_known_by_its_name() -> None:
    assert set(areas.PLACES) == set(centers.areas())
    for center in centers.centers():
        for name in (center.name, center.name.removesuffix("市民センター")):
            assert understand(f"{name}で明日何かある?", WEDNESDAY).areas == (center.area,), name


def test_hours_and_weekdays_come_along() -> None:
    wish = understand("毎週土曜の午前中にある講座", WEDNESDAY)

    assert (wish.when.weekdays, wish.first, wish.wanted) == (frozenset({5}), None, True)
    assert wish.hours is not None
