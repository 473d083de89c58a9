"""Single days, as people say them on Wednesday, 10 June 2026."""

from datetime import UTC, datetime

import pytest

from tests.knowledge.dates.spoken import JAPAN, days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今日", "2026-06-10"),
        ("きょう", "2026-06-10"),
        ("きょうは何かある?", "2026-06-10"),
        ("本日", "2026-06-10"),
        ("今日中", "2026-06-10"),
        ("明日", "2026-06-11"),
        ("あした", "2026-06-11"),
        ("あす", "2026-06-11"),
        ("あすたの催し", "2026-06-11"),
        ("明後日", "2026-06-12"),
        ("あさって", "2026-06-12"),
        ("しあさって", "2026-06-13"),
        ("昨日", "2026-06-09"),
        ("きのうの催し", "2026-06-09"),
        ("きんなの集まり", "2026-06-09"),
        ("おととい", "2026-06-08"),
        ("今夜", "2026-06-10"),
        ("今晩", "2026-06-10"),
        ("明晩", "2026-06-11"),
        ("今朝", "2026-06-10"),
        ("3日後", "2026-06-13"),
        ("三日後", "2026-06-13"),
        ("2週間後", "2026-06-24"),
        ("1か月後", "2026-07-10"),
    ],
)
def test_words_for_days_count_from_today(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7月5日", "2026-07-05"),
        ("７月５日", "2026-07-05"),
        ("7 月 5 日", "2026-07-05"),
        ("七月五日", "2026-07-05"),
        ("7がつ5にち", "2026-07-05"),
        ("しちがついつか", "2026-07-05"),
        ("7/5", "2026-07-05"),
        ("７／５", "2026-07-05"),
        ("7/5(日)", "2026-07-05"),
        ("7月5日(日)", "2026-07-05"),
        ("12月24日", "2026-12-24"),
        ("十二月二十四日", "2026-12-24"),
        ("1/15", "2027-01-15"),
        ("6月10日", "2026-06-10"),
        ("6月9日", "2027-06-09"),
        ("2月29日", "2028-02-29"),
        ("7月10日頃", "2026-07-10"),
        ("五日", "2026-07-05"),
        ("5日", "2026-07-05"),
        ("10日", "2026-06-10"),
        ("二十日", "2026-06-20"),
        ("はつか", "2026-06-20"),
        ("31日", "2026-07-31"),
        ("ついたち", "2026-07-01"),
        ("来月10日", "2026-07-10"),
        ("今月5日", "2026-06-05"),
        ("来年の7月5日", "2027-07-05"),
        ("今年の6月5日", "2026-06-05"),
        ("来年7/5", "2027-07-05"),
    ],
)
def test_a_day_without_a_year_is_the_next_one_to_come(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2026年7月5日",
        "２０２６年７月５日",
        "2026-07-05",
        "2026/7/5",
        "2026.7.5",
        "令和8年7月5日",
        "令和八年七月五日",
        "二〇二六年七月五日",
        "R8.7.5",
        "R8/7/5",
        "R8年7月5日",
    ],
)
def test_a_day_is_written_with_its_year_in_many_ways(text: str) -> None:
    assert days(text) == "2026-07-05"


def test_a_named_year_may_be_over() -> None:
    assert days("令和元年7月5日") == "2019-07-05"
    assert days("2024年2月29日") == "2024-02-29"


def test_a_weekday_beside_a_date_that_it_does_not_fit_changes_nothing() -> None:
    assert days("7月5日(土)") == "2026-07-05"


@pytest.mark.parametrize(
    ("now", "today", "tomorrow"),
    [
        ("2026-06-10T23:59:59", "2026-06-10", "2026-06-11"),
        ("2026-06-11T00:00:00", "2026-06-11", "2026-06-12"),
        ("2026-06-30T12:00:00", "2026-06-30", "2026-07-01"),
        ("2026-12-31T23:59:00", "2026-12-31", "2027-01-01"),
        ("2028-02-28T09:00:00", "2028-02-28", "2028-02-29"),
        ("2028-02-29T09:00:00", "2028-02-29", "2028-03-01"),
    ],
)
def test_a_day_begins_at_midnight_and_months_and_years_go_over(now: str, today: str, tomorrow: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=JAPAN)

    assert (days("今日", moment), days("明日", moment)) == (today, tomorrow)


def test_today_is_that_of_the_zone_of_now() -> None:
    moment = datetime(2026, 6, 10, 16, tzinfo=UTC)

    assert (days("今日", moment), days("今日", moment.astimezone(JAPAN))) == ("2026-06-10", "2026-06-11")
