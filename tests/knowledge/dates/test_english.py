"""English, as residents write it."""

import pytest

from tests.knowledge.dates.spoken import days, hours


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2026-06-10"),
        ("Tomorrow", "2026-06-11"),
        ("the day after tomorrow", "2026-06-12"),
        ("yesterday", "2026-06-09"),
        ("this week", "2026-06-08..2026-06-14"),
        ("next week", "2026-06-15..2026-06-21"),
        ("this weekend", "2026-06-13..2026-06-14"),
        ("next weekend", "2026-06-20..2026-06-21"),
        ("Saturday", "2026-06-13"),
        ("this Saturday", "2026-06-13"),
        ("next Saturday", "2026-06-13"),
        ("next Wednesday", "2026-06-17"),
        ("Saturday next week", "2026-06-20"),
        ("on Monday or Tuesday", "2026-06-15..2026-06-16"),
        ("the second Saturday of July", "2026-07-11"),
        ("the last Friday of this month", "2026-06-26"),
        ("next month", "2026-07-01..2026-07-31"),
        ("in July", "2026-07-01..2026-07-31"),
        ("July", "2026-07-01..2026-07-31"),
        ("July 2027", "2027-07-01..2027-07-31"),
        ("in May", "2027-05-01..2027-05-31"),
        ("early July", "2026-07-01..2026-07-10"),
        ("in the first half of July", "2026-07-01..2026-07-15"),
        ("mid-July", "2026-07-11..2026-07-20"),
        ("late next month", "2026-07-21..2026-07-31"),
        ("at the end of July", "2026-07-25..2026-07-31"),
        ("July 5", "2026-07-05"),
        ("July 5th", "2026-07-05"),
        ("Jul. 5", "2026-07-05"),
        ("5 July", "2026-07-05"),
        ("the 5th of July", "2026-07-05"),
        ("July 5, 2027", "2027-07-05"),
        ("on the 5th", "2026-07-05"),
        ("July 5-10", "2026-07-05..2026-07-10"),
        ("from July 5 to July 10", "2026-07-05..2026-07-10"),
        ("between July 5 and July 10", "2026-07-05..2026-07-10"),
        ("from Friday to Sunday", "2026-06-12..2026-06-14"),
        ("until Friday", "..2026-06-12"),
        ("by the end of July", "..2026-07-31"),
        ("before Obon", "..2026-08-12"),
        ("after July 5", "2026-07-06.."),
        ("from July", "2026-07-01.."),
        ("in 3 days", "2026-06-13"),
        ("in two weeks", "2026-06-24"),
        ("within 2 weeks", "2026-06-10..2026-06-24"),
        ("this year", "2026-01-01..2026-12-31"),
        ("Golden Week", "2027-04-29..2027-05-05"),
        ("Obon", "2026-08-13..2026-08-16"),
        ("during summer vacation", "2026-07-25..2026-08-20"),
        ("in the summer", "2026-06-01..2026-08-31"),
        ("next summer", "2027-06-01..2027-08-31"),
        ("in the fall", "2026-09-01..2026-11-30"),
    ],
)
def test_english_days(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in the morning", "00:00-12:00"),
        ("afternoon", "12:00-18:00"),
        ("evening", "17:00-23:59"),
        ("after school", "15:00-18:00"),
        ("after work", "17:30-21:00"),
        ("from 10 am", "10:00-23:59"),
        ("after 6pm", "18:00-23:59"),
        ("until 12 p.m.", "00:00-12:00"),
        ("10am-3pm", "10:00-15:00"),
        ("from 10 am to noon", "10:00-12:00"),
        ("at 12 am", "00:00-01:00"),
    ],
)
def test_english_hours(text: str, expected: str) -> None:
    assert hours(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "may I join?",
        "they march on",
        "I fall asleep",
        "a hot spring",
        "the sun",
        "second hand",
        "July 35",
        "last Friday",
    ],
)
def test_english_words_of_other_kinds_are_no_dates(text: str) -> None:
    assert days(text) == ""
