"""What we know of somebody, seen and changed by buttons in their own talk."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from community import conversations, profiles, relatives
from community.relatives import Telling
from handlers import profile
from handlers.line.messages import message as line_message
from handlers.messages import Choice
from tests.handlers.talks import Talk
from tests.standins import line_checks


@pytest.mark.parametrize("words", ["プロフィール", "わたしの情報", "私の情報を見せて", "プロフィール。"])
def test_of_somebody_unknown_nothing_is_shown_but_the_way_to_the_form(
    session: Session, now: datetime, words: str
) -> None:
    talk = Talk(session, now)

    assert talk.says(words).startswith("【プロフィール】\nまだ何も覚えていません。")
    assert "/forms/" in talk.choices[0].link


def test_what_is_known_is_shown_with_no_more_of_the_number_than_its_owner_needs(
    session: Session, now: datetime
) -> None:
    talk = Talk(session, now).known(interests=["料理"], area="大東", remind_soon=False)
    relatives.add(session, "line:U1", Telling("一関 ふみ", "母"), now)

    words = talk.says("プロフィール")

    for shown in ("一関 花子", "下4けた 2111", "大東", "料理", "一関 ふみ", "催しのお知らせ:前の日\n"):
        assert shown in words
    assert "0191-21-2111" not in words
    assert talk.person == "line:U1"
    assert "一関 花子" not in Talk(session, now, "line:U2").says("プロフィール")


def test_reminders_interests_and_how_often_are_changed_by_buttons(session: Session, now: datetime) -> None:
    talk = Talk(session, now).known()
    talk.says("プロフィール")
    talk.taps("前の日の知らせをやめる")
    talk.taps("プロフィール")
    talk.taps("好きなことをえらぶ")
    talk.taps("料理を入れる")
    talk.taps("音楽を入れる")
    talk.taps("料理を入れない")
    talk.taps("プロフィール")
    talk.taps("おすすめの回数")
    talk.taps("週に1回")

    known = profiles.of(session, "line:U1")
    assert (known.remind_eve, known.remind_soon, known.interests, known.often) == (
        False, True, ("音楽",), "weekly",
    )  # fmt: skip
    assert "前の日の知らせをうける" in {each.label for each in _all(talk)}


def _all(talk: Talk) -> list[Choice]:
    talk.says("プロフィール")
    return list(talk.choices)


def test_a_chosen_language_is_the_one_of_the_answers_and_the_forms(session: Session, now: datetime) -> None:
    talk = Talk(session, now)
    talk.says("プロフィール")
    talk.taps("言葉をえらぶ")
    talk.taps("やさしい日本語")

    assert conversations.recall(session, "line:U1", now).language == "easy"
    talk.says("プロフィールの言葉を日本語にする")
    assert conversations.recall(session, "line:U1", now).language is None


@pytest.mark.parametrize("words", ["プロフィール", "わたしのデータ", "わたしを消す", "はい,わたしを消します"])
def test_where_others_read_along_nothing_personal_is_said(
    session: Session, now: datetime, words: str
) -> None:
    talk = Talk(session, now, private=False).known()

    assert "1対1" in talk.says(words)
    assert profiles.of(session, "line:U1").complete


@pytest.mark.parametrize("words", ["プロフィールとは?", "データ", "個人情報の保護について", "登録の手続き"])
def test_what_only_holds_such_words_is_heard_by_others(session: Session, now: datetime, words: str) -> None:
    talk = Talk(session, now)
    talk.says(words)

    assert [each.template for each in talk.last] != ["card"]
    assert talk.last[0].template == "answer"


@pytest.mark.skipif(not line_checks.available(), reason=line_checks.REASON)
@pytest.mark.parametrize(
    "words",
    ["プロフィール", "好きなことをえらぶ", "おすすめの回数をえらぶ", "わたしのデータ", "わたしを消す"],
)
def test_line_would_take_what_is_said(session: Session, now: datetime, words: str) -> None:
    talk = Talk(session, now).known(interests=list(profile.INTERESTS))
    talk.says(words)
    messages = [line_message(each) for each in talk.rendered]

    assert line_checks.complaints("push", {"to": "U1", "messages": messages}) == []
