from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from community import profiles, relatives
from community.profiles import Known, NameMissing
from community.relatives import Telling, TooManyRelatives


def test_of_somebody_unknown_nothing_is_known_and_reminders_are_on(session: Session) -> None:
    known = profiles.of(session, "line:U1")

    assert known == Known()
    assert (known.complete, known.remind_eve, known.remind_soon) == (False, True, True)


def test_what_is_told_is_kept_and_the_rest_stays(session: Session, now: datetime) -> None:
    profiles.save(session, "line:U1", {"name": "佐藤はな", "telephone": "0191-21-2111"}, now)
    profiles.save(session, "line:U1", {"interests": ["そば", "そば", "花"], "remind_eve": False}, now)
    profiles.save(session, "line:U2", {"name": "別の人"}, now)

    known = profiles.of(session, "line:U1")
    assert (known.name, known.telephone, known.interests) == ("佐藤はな", "0191-21-2111", ("そば", "花"))
    assert (known.complete, known.remind_eve, known.remind_soon) == (True, False, True)


def test_a_name_is_one_line_and_has_a_letter() -> None:
    assert profiles.name("  佐藤\u3000はな\n") == "佐藤 はな"
    for wrong in ("", "   ", "123", "!!", "あ" * 61):
        with pytest.raises(NameMissing):
            profiles.name(wrong)


def test_relatives_are_known_to_who_told_us_only(session: Session, now: datetime) -> None:
    mother = relatives.add(session, "line:U1", Telling("佐藤ふみ", "母", "0191-21-2111", age=76), now)

    assert [each.name for each in relatives.of(session, "line:U1")] == ["佐藤ふみ"]
    assert relatives.of(session, "line:U2") == []
    assert relatives.remove(session, "line:U2", mother.id) is False
    assert relatives.remove(session, "line:U1", mother.id) is True
    assert relatives.of(session, "line:U1") == []


def test_a_relative_told_again_is_the_same_one_with_what_is_new(session: Session, now: datetime) -> None:
    relatives.add(session, "line:U1", Telling("佐藤ふみ", "母", "0191-21-2111", age=76), now)
    relatives.add(session, "line:U1", Telling("佐藤ふみ", born=date(1950, 4, 3)), now)

    (mother,) = relatives.of(session, "line:U1")
    assert (mother.relation, mother.telephone, mother.born, mother.age) == (
        "母", "0191-21-2111", date(1950, 4, 3), None,
    )  # fmt: skip
    assert mother.age_on(date(2027, 4, 3)) == 77


def test_an_age_that_was_told_grows_with_the_years(session: Session, now: datetime) -> None:
    child = relatives.add(session, "line:U1", Telling("はる", "子", age=8), now)

    assert [child.age_on((now + timedelta(days=days)).date()) for days in (-9, 30, 366, 800)] == [8, 8, 9, 10]


def test_no_more_relatives_are_kept_than_a_family_has(session: Session, now: datetime) -> None:
    for number in range(relatives.MOST):
        relatives.add(session, "line:U1", Telling(f"家族{number}"), now)

    relatives.add(session, "line:U1", Telling("家族0", "子"), now)
    with pytest.raises(TooManyRelatives):
        relatives.add(session, "line:U1", Telling("もう一人"), now)
