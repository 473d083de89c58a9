from datetime import date

import pytest

from community import birthdays
from community.birthdays import AgeUnclear, BirthdayUnclear

TODAY = date(2026, 6, 10)


@pytest.mark.parametrize(
    "written",
    ["1950-04-03", "1950年4月3日", "1950/4/3", "19500403", "１９５０．４．３", "昭和25年4月3日", "S25.4.3",
     "s25/4/3", "昭和２５年４月３日生まれ"],
)  # fmt: skip
def test_a_day_of_birth_is_read_however_it_is_written(written: str) -> None:
    assert birthdays.read(written, TODAY) == date(1950, 4, 3)


def test_the_first_year_of_an_era_has_its_name() -> None:
    assert birthdays.read("令和元年5月1日", TODAY) == date(2019, 5, 1)


@pytest.mark.parametrize(
    "written",
    ["", "春", "1950-02-30", "2026-06-11", "1850-01-01", "25-4-3", "4月3日", "昭和0年0月0日", "99999999"],
)
def test_what_is_no_day_of_birth_is_refused(written: str) -> None:
    with pytest.raises(BirthdayUnclear):
        birthdays.read(written, TODAY)


@pytest.mark.parametrize(("written", "years"), [("76", 76), ("７６歳", 76), (" 0 ", 0), ("120", 120)])
def test_an_age_is_read(written: str, years: int) -> None:
    assert birthdays.age(written) == years


@pytest.mark.parametrize("written", ["", "-1", "121", "七十", "7.5", "999"])
def test_what_is_no_age_is_refused(written: str) -> None:
    with pytest.raises(AgeUnclear):
        birthdays.age(written)
