from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from community import gaps
from community.gaps import HIDDEN, LONGEST, Gap

MINUTE = timedelta(minutes=1)


def listed(session: Session) -> list[tuple[str, int]]:
    session.expire_all()
    return [(gap.question, gap.times) for gap in gaps.most_asked(session)]


def keep(session: Session, identity: str, now: datetime) -> None:
    session.add(Gap(id=identity, question=identity, times=1, first_at=now, last_at=now))
    session.flush()


def test_the_same_question_is_counted_in_the_words_it_was_first_asked_in(
    session: Session, now: datetime
) -> None:
    for minute, said in enumerate(
        ["PTAの会費は?", "ＰＴＡの会費は？", "ptaの 会費は。。。", "「PTAの会費は」"]
    ):
        gaps.note(session, said, now + minute * MINUTE)

    assert listed(session) == [("PTAの会費は?", 4)]
    (gap,) = gaps.most_asked(session)
    assert (gap.first_at, gap.last_at) == (now, now + 3 * MINUTE)


def test_different_questions_are_not_thrown_together(session: Session, now: datetime) -> None:
    for said in ("ごみの日は?", "ごみの日程は?", "資源ごみの日は?"):
        gaps.note(session, said, now)

    assert sorted(listed(session)) == [("ごみの日は?", 1), ("ごみの日程は?", 1), ("資源ごみの日は?", 1)]


@pytest.mark.parametrize(
    ("said", "private"),
    [
        ("ごみの日を 0191-00-1234 に教えて", "0191-00-1234"),
        ("ごみの日を ０１９１－００－１２３４ に教えて", "１２３４"),
        ("ごみの日を 0191(00)1234 に教えて", "1234"),
        ("ごみの日を 09012345678 に教えて", "09012345678"),
        ("ごみの日を 090 1234 5678 に教えて", "5678"),
        ("ごみの日を +81 90-1234-5678 に教えて", "81"),
        ("ごみの日を taro.yamada+gomi@mail.example.co.jp に教えて", "yamada"),
        ("ごみの日を ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ に教えて", "ｔａｒｏ"),
        ("山目町1-2-3 のごみの日を教えて", "1-2-3"),
        ("山目町 1-2 のごみの日を教えて", "1-2"),
        ("山目町１－２－３ のごみの日を教えて", "１－２"),
        ("私は田中太郎です。ごみの日を教えて", "田中"),
        ("わたしの名前は田中と申します。ごみの日を教えて", "田中"),
        ("僕は田中太郎といいます。ごみの日を教えて", "田中"),
    ],
)
def test_what_tells_who_asked_is_taken_out_and_the_question_stays(
    session: Session, now: datetime, said: str, private: str
) -> None:
    gaps.note(session, said, now)

    ((kept, _),) = listed(session)
    assert private not in kept
    assert HIDDEN in kept
    assert "ごみの日を" in kept
    assert "教えて" in kept


def test_two_people_with_the_same_question_are_one_gap_though_they_left_their_numbers(
    session: Session, now: datetime
) -> None:
    gaps.note(session, "ごみの日を教えて。0191-00-1234", now)
    gaps.note(session, "ごみの日を教えて。090-1111-2222", now)

    assert listed(session) == [(f"ごみの日を教えて。{HIDDEN}", 2)]


@pytest.mark.parametrize(
    "said", ["ごみの日は第3水曜ですか", "1000円の補助は?", "3人でも申し込める?", "令和5年度のごみの日は?"]
)
def test_a_number_that_is_nobodys_stays(said: str) -> None:
    assert gaps.without_person(said) == said


@pytest.mark.parametrize(
    "said", ["", " \n", "???", "。。。", "🙏🙏", "12345", "0191-00-1234", "taro@example.jp", "私は田中です"]
)
def test_nothing_is_kept_of_signs_and_numbers_only(session: Session, now: datetime, said: str) -> None:
    gaps.note(session, said, now)

    assert listed(session) == []


def test_only_the_beginning_of_a_long_message_is_kept(session: Session, now: datetime) -> None:
    gaps.note(session, "ごみ" * 500, now)

    assert listed(session) == [("ごみ" * (LONGEST // 2), 1)]


def test_a_number_at_the_end_of_what_is_kept_is_not_cut_in_two(session: Session, now: datetime) -> None:
    gaps.note(session, "ご" * (LONGEST - 6) + " 090-1234-5678", now)

    ((kept, _),) = listed(session)
    assert "090" not in kept


def test_the_most_asked_come_first_and_the_newest_first_among_equals(session: Session, now: datetime) -> None:
    asked = ["一回め", "何度も", "新しい", "何度も"]
    for minute, said in enumerate(asked):
        gaps.note(session, said, now + minute * MINUTE)

    assert listed(session) == [("何度も", 2), ("新しい", 1), ("一回め", 1)]
    assert [gap.question for gap in gaps.most_asked(session, 2)] == ["何度も", "新しい"]


def test_a_question_is_settled_by_its_id_or_how_that_begins(session: Session, now: datetime) -> None:
    for identity in ("abc111", "abd222", "fff333"):
        keep(session, identity, now)

    assert gaps.settle(session, "abd")
    assert gaps.settle(session, "fff333")

    assert listed(session) == [("abc111", 1)]


@pytest.mark.parametrize("given", ["ab", "zz", "bc111", "ABC111", "abc1111", "%", "_bc111", "a%"])
def test_what_could_mean_none_or_several_settles_nothing(session: Session, now: datetime, given: str) -> None:
    for identity in ("abc111", "abd222"):
        keep(session, identity, now)

    assert not gaps.settle(session, given)

    assert len(listed(session)) == 2


def test_a_settled_question_that_comes_again_begins_anew(session: Session, now: datetime) -> None:
    gaps.note(session, "ごみの日は?", now)
    gaps.note(session, "ごみの日は?", now)
    (gap,) = gaps.most_asked(session)

    assert gaps.settle(session, gap.id[:6])
    gaps.note(session, "ごみの日は?", now + MINUTE)

    assert listed(session) == [("ごみの日は?", 1)]
