"""What holds on every day of three years, and for any text."""

import random
from datetime import date, timedelta

from knowledge.dates.spellings import folded
from tests.knowledge.dates.spoken import noon, when

ONE_DAY = timedelta(days=1)
EVERY_DAY = [date(2026, 1, 1) + each * ONE_DAY for each in range((date(2029, 1, 1) - date(2026, 1, 1)).days)]
PIECES = (
    *("来週", "今週", "週末", "今度の", "次の", "土曜", "日", "(月)", "土日", "毎週", "平日", "第2", "第5"),
    *("今月", "来月", "7月", "13月", "二月", "月末", "上旬", "末", "令和", "年", "2026年", "今年", "来年度"),
    *("5日", "30日", "二十九日", "2/30", "7/5", "12/31", "R8.7.5", "あした", "きょう", "はつか", "3日後"),
    *(
        "夏休み",
        "冬",
        "お盆",
        "三連休",
        "祝日",
        "海の日",
        "GW",
        "いつでも",
        "これから",
        "いつ",
        "今",
        "明",
        "中",
    ),
    *("から", "〜", "まで", "以降", "前", "明け", "か", "と", "の", "、", "-", "/", ":", "(", ")", " ", "\0"),
    *(
        "朝",
        "夜",
        "10時",
        "25時",
        "18:30",
        "0日間",
        "99年以内",
        "3日間",
        "10",
        "99",
        "July",
        "may",
        "5th",
        "am",
    ),
    *(
        "next",
        "Saturday",
        "week",
        "end",
        "until",
        "from",
        "before",
        "to",
        "子ども",
        "33団体",
        "3分の1",
        "👪",
        "½",
    ),
)


def test_today_and_tomorrow_are_one_day_each() -> None:
    for day in EVERY_DAY:
        today, tomorrow = when("今日", noon(day)), when("明日", noon(day))
        assert (today.first, today.last) == (day, day)
        assert (tomorrow.first, tomorrow.last) == (day + ONE_DAY, day + ONE_DAY)


def test_the_weekend_is_a_saturday_and_a_sunday_that_are_not_over() -> None:
    for day in EVERY_DAY:
        weekend = when("週末", noon(day))
        assert weekend.first
        assert weekend.last
        assert (weekend.first.weekday(), weekend.last) == (5, weekend.first + ONE_DAY)
        assert day <= weekend.last <= day + 6 * ONE_DAY


def test_the_end_of_the_month_is_the_last_week_of_todays_month() -> None:
    for day in EVERY_DAY:
        ending = when("月末", noon(day))
        assert ending.first
        assert ending.last
        assert (ending.last + ONE_DAY).day == 1
        assert (ending.last.month, ending.last - ending.first) == (day.month, 6 * ONE_DAY)


def test_saturday_of_next_week_lies_in_the_week_after_this_one() -> None:
    for day in EVERY_DAY:
        found = when("来週の土曜", noon(day))
        monday = day - day.weekday() * ONE_DAY
        assert found.first == found.last == monday + 12 * ONE_DAY


def test_next_saturday_comes_after_today_and_saturday_may_be_today() -> None:
    for day in EVERY_DAY:
        coming, after = when("土曜", noon(day)).first, when("今度の土曜", noon(day)).first
        assert coming
        assert after
        assert coming.weekday() == after.weekday() == 5
        assert day <= coming <= day + 6 * ONE_DAY
        assert day + ONE_DAY <= after <= day + 7 * ONE_DAY


def test_a_day_is_found_again_however_it_is_written() -> None:
    for day in EVERY_DAY:
        for text in (
            day.isoformat(),
            f"{day:%Y}年{day.month}月{day.day}日",
            f"{day.month}/{day.day}",
            f"{day.day}日",
        ):
            found = when(f"{text}の催し", noon(day))
            assert (found.first, found.last, found.rest) == (day, day, "催し"), text


def test_any_text_is_read_and_nothing_ends_before_it_begins() -> None:
    chance = random.Random(20260610)
    for _ in range(4_000):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 8)))
        found = when(text, noon(chance.choice(EVERY_DAY)))
        if found.first and found.last:
            assert found.first <= found.last, text
        if found.hours:
            assert found.hours[0] <= found.hours[1], text
        assert all(0 <= each <= 6 for each in found.weekdays), text
        if not found.spoken:
            assert found.rest == " ".join(folded(text).split()), text


def test_any_characters_are_read() -> None:
    chance = random.Random(8)
    for _ in range(1_000):
        when(
            "".join(chr(chance.choice((chance.randrange(0xD800), chance.randrange(128)))) for _ in range(30))
        )


def test_a_very_long_text_is_read() -> None:
    for text in ("1" * 5_000, "土" * 5_000, " " * 5_000, "7/5 " * 1_000, "10日から" * 1_000):
        when(text)
