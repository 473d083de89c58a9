from datetime import date

import pytest

from community import parties
from community.parties import Member

DAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("member", "age"),
    [
        (Member(), None),
        (Member(age=7), 7),
        (Member(born=date(2019, 3, 1)), 8),
        (Member(born=date(2019, 3, 2)), 7),
        (Member(born=date(2020, 2, 29)), 7),
        (Member(age=99, born=date(2020, 3, 1)), 7),
    ],
)
def test_age_is_reckoned_on_the_day_of_the_event(member: Member, age: int | None) -> None:
    assert member.age_on(DAY) == age


def test_a_child_of_29_february_is_not_older_on_the_28th() -> None:
    assert Member(born=date(2020, 2, 29)).age_on(date(2027, 2, 28)) == 6


@pytest.mark.parametrize("member", [Member(), Member(age=0), Member(born=date(1950, 1, 2))])
def test_a_member_is_read_as_it_was_kept(member: Member) -> None:
    assert parties.member(member.kept()) == member
