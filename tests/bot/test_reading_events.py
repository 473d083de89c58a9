from datetime import datetime, timedelta
from typing import Any

import pytest

from bot import reading_events
from bot.reading_events import Reading
from bot.sheets import Row
from community.events import Kind
from community.hours import TOWN

NOW = datetime(2026, 6, 10, 14, 0, tzinfo=TOWN)
PLAIN = {
    "イベント名": "そば打ち",
    "開始日": "2026-07-04",
    "開始時刻": "10:00",
    "終了時刻": "12:00",
    "開催場所": "調理室",
}


def reading(**cells: str) -> Reading:
    return reading_events.read(Row(7, {**PLAIN, **cells}), NOW)


def columns(**cells: str) -> dict[str, Any]:
    found = reading(**cells)
    assert found.problems == []
    return found.columns


def wrong(**cells: str) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.value) for each in reading(**cells).problems]


def test_days_and_hours_are_the_towns() -> None:
    found = columns(申込期限日="7月1日", 申込開始日="2026-06-20", 申込開始時刻="9時")

    assert found["starts_at"] == datetime(2026, 7, 4, 10, tzinfo=TOWN)
    assert found["ends_at"] == datetime(2026, 7, 4, 12, tzinfo=TOWN)
    assert found["closes_at"] == datetime(2026, 7, 2, tzinfo=TOWN)
    assert found["opens_at"] == datetime(2026, 6, 20, 9, tzinfo=TOWN)


def test_without_hours_an_event_lasts_all_day_to_its_last_one() -> None:
    found = columns(開始時刻="", 終了時刻="", 終了日="2026-07-05")

    assert (found["all_day"], found["ends_at"]) == (True, datetime(2026, 7, 6, tzinfo=TOWN))


def test_everything_about_when_may_stand_in_one_cell() -> None:
    found = columns(開始日="令和8年7月4日(土) 午後1時半〜3時", 開始時刻="", 終了時刻="")

    assert found["starts_at"] == datetime(2026, 7, 4, 13, 30, tzinfo=TOWN)
    assert found["ends_at"] == datetime(2026, 7, 4, 15, tzinfo=TOWN)


@pytest.mark.parametrize(
    ("cells", "cell"),
    [
        ({"開始日": ""}, ("開始日", "")),
        ({"開始日": "7月上旬ごろ"}, ("開始日", "7月上旬ごろ")),
        ({"開始時刻": "朝"}, ("開始時刻", "朝")),
        ({"終了時刻": ""}, ("終了時刻", "")),
        ({"終了時刻": "9:00"}, ("終了時刻", "9:00")),
        ({"開始時刻": ""}, ("開始時刻", "")),
        ({"イベント名": ""}, ("イベント名", "")),
        ({"イベント名": "長" * 201}, ("イベント名", "長" * 201)),
        ({"開催場所": ""}, ("開催場所", "")),
        ({"定員": "三十人"}, ("定員", "三十人")),
        ({"地域": "盛岡"}, ("地域", "盛岡")),
        ({"料金": "500", "料金有無": "無料"}, ("料金有無", "無料")),
        ({"画像URL": "javascript:x"}, ("画像URL", "javascript:x")),
    ],
)
def test_what_is_wrong_is_said_once_with_row_column_and_value(
    cells: dict[str, str], cell: tuple[str, str]
) -> None:
    assert wrong(**cells) == [(7, *cell)]


def test_an_end_that_nobody_has_said_is_taken_only_when_one_says_how_long() -> None:
    row = Row(2, {**PLAIN, "終了時刻": ""})

    found = reading_events.read(row, NOW, lasts=timedelta(minutes=90))

    assert found.columns["ends_at"] == datetime(2026, 7, 4, 11, 30, tzinfo=TOWN)


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ({"開催場所": "藤沢市民センター 調理室"}, ("藤沢市民センター", "調理室", "藤沢")),
        ({"開催施設": "一関市関が丘市民センター"}, ("関が丘市民センター", "調理室", "一関")),
        ({"開催場所住所": "岩手県一関市花泉町花泉1"}, (None, "調理室(岩手県一関市花泉町花泉1)", "花泉")),
        ({}, (None, "調理室", None)),
    ],
)
def test_a_place_is_a_centre_where_it_is_one(cells: dict[str, str], where: tuple[str | None, ...]) -> None:
    found = columns(**cells)

    assert (found["center"], found["place"], found["area"]) == where


@pytest.mark.parametrize(
    ("cells", "fee"),
    [
        ({"料金": "500円"}, (500, None)),
        ({"料金有無": "無料"}, (0, None)),
        ({"料金": "無料", "料金説明": "材料代は別"}, (0, "材料代は別")),
        ({"料金": "大人500円、こども200円"}, (None, "大人500円、こども200円")),
        ({"料金有無": "有料"}, (None, "有料")),
        ({"料金有無": "不明"}, (None, None)),
    ],
)
def test_a_fee_is_a_number_or_stays_in_words(
    cells: dict[str, str], fee: tuple[int | None, str | None]
) -> None:
    found = columns(**cells)

    assert (found["fee"], found["fee_note"]) == fee


@pytest.mark.parametrize(
    ("said", "kind"),
    [("講演会・セミナー", Kind.TRAINING), ("ボランティア募集", Kind.VOLUNTEER), ("祭り", Kind.EVENT)],
)
def test_a_kind_is_found_in_its_words(said: str, kind: Kind) -> None:
    assert columns(イベント種類=said)["kind"] == kind


@pytest.mark.parametrize(
    ("said", "ages"),
    [("65歳以上", (65, None)), ("15歳から29歳まで", (15, 29)), ("18歳未満の方", (None, 17))],
)
def test_ages_are_read_where_they_are_all_that_is_said(
    said: str, ages: tuple[int | None, int | None]
) -> None:
    found = columns(対象者=said)

    assert (found["youngest"], found["oldest"]) == ages


def test_what_has_no_column_is_told_in_the_description() -> None:
    found = columns(説明="手で打つ。", 対象者="町内の親子", 駐車場情報="20台", 連絡先情報="窓口で")

    assert found["description"] == "手で打つ。\n\n駐車場情報:20台\n対象者:町内の親子\n連絡先:窓口で"


def test_nothing_is_said_about_columns_that_the_list_does_not_have() -> None:
    assert {"bring", "fee", "capacity", "telephone", "stage", "opens_at", "youngest"} & set(
        columns()
    ) == set()
