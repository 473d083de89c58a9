from datetime import date, datetime, time, timedelta

import pytest

from bot import cells
from bot.cells import Days, Unclear
from community.hours import TOWN

NOW = datetime(2026, 6, 10, 14, 0, tzinfo=TOWN)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-12-05", date(2026, 12, 5)),
        ("2026/12/5", date(2026, 12, 5)),
        ("2026/12/5 0:00:00", date(2026, 12, 5)),
        ("2026年12月5日(土)", date(2026, 12, 5)),
        ("R8.12.5", date(2026, 12, 5)),
        ("令和8年12月5日", date(2026, 12, 5)),
        ("12月5日(土)", date(2026, 12, 5)),
        ("来週の土曜", date(2026, 6, 20)),
        ("", None),
    ],
)
def test_a_day_is_read_however_it_is_written(cell: str, day: date | None) -> None:
    assert cells.day(cell, NOW) == day


@pytest.mark.parametrize(
    "cell",
    ["未定", "7月上旬", "毎週土曜", "2026-02-30", "2026年12月5日(月)", "12月5日予定", "20261205", "夏休み"],
)
def test_what_is_no_single_day_is_not_guessed(cell: str) -> None:
    with pytest.raises(Unclear, match="1日に決まる日付"):
        cells.day(cell, NOW)


@pytest.mark.parametrize("cell", ["1999-12-31", "9999-12-31", "0001-01-01"])
def test_a_slip_in_the_year_is_told(cell: str) -> None:
    with pytest.raises(Unclear, match="2000年から2099年まで"):
        cells.day(cell, NOW)


def test_days_can_be_from_one_to_another_and_bring_their_hours() -> None:
    assert cells.days("12月5日〜6日", NOW) == Days(date(2026, 12, 5), date(2026, 12, 6))
    assert cells.days("12月5日(土) 午後1時〜3時", NOW) == Days(
        date(2026, 12, 5), date(2026, 12, 5), (time(13), time(15))
    )
    assert cells.days("12月5日 10時から", NOW) == Days(date(2026, 12, 5), date(2026, 12, 5), (time(10), None))


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("13:30", (810, None)),
        ("１３：３０", (810, None)),
        ("9:00:00", (540, None)),
        ("午後1時半", (810, None)),
        ("午前10時〜正午", (600, 720)),
        ("午後1時〜3時", (780, 900)),
        ("10:00-12:00", (600, 720)),
        ("10時から12時まで", (600, 720)),
        ("18:00〜", (1080, None)),
        ("24:00", (1440, None)),
    ],
)
def test_an_hour_is_read_however_it_is_written(cell: str, minutes: tuple[int, int | None]) -> None:
    since, until = minutes

    assert cells.clocks(cell) == (timedelta(minutes=since), until and timedelta(minutes=until))


@pytest.mark.parametrize("cell", ["朝", "10", "25:00", "10:75", "10:00〜夕方", "-"])
def test_what_is_no_hour_is_not_guessed(cell: str) -> None:
    with pytest.raises(Unclear):
        cells.clocks(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("30", 30), ("３０名", 30), ("先着30人", 30), ("約1,000名程度", 1000), ("なし", None), ("", None)],
)
def test_a_number_is_read_with_or_without_its_unit(cell: str, number: int | None) -> None:
    assert cells.number(cell, 1) == number


@pytest.mark.parametrize("cell", ["0", "-5", "30組", "三十人", "10〜20", "99999999999", "1e3"])
def test_what_is_no_number_of_people_is_not_guessed(cell: str) -> None:
    with pytest.raises(Unclear):
        cells.number(cell, 1)


@pytest.mark.parametrize(
    ("cell", "telephone"),
    [
        ("0191-21-2148", "0191-21-2148"),
        ("(0191)21-2148", "0191-21-2148"),
        ("事務局 電話０１９１（２１）２１４８ まで", "0191-21-2148"),
        ("０１９１－２１－２１４８", "0191-21-2148"),
        ("0191-26-6400(TEL&FAX)", "0191-26-6400"),
        ("窓口で", None),
        ("2026-07-04", None),
    ],
)
def test_a_telephone_number_is_found_in_what_is_said_about_it(cell: str, telephone: str | None) -> None:
    assert cells.telephone(cell) == telephone
