"""Danger and small talk in more words than one; and questions that only sound like them."""

import pytest

from knowledge.dialogue import answer
from knowledge.reply import Outcome


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("119", "119"),
        ("救急車よんで", "119"),
        ("母が意識不明", "119"),
        ("胸が苦しい", "119"),
        ("川に落ちた", "119"),
        ("ガス臭い", "119"),
        ("交通事故です", "110"),
        ("虐待されている", "110"),
        ("首を吊りたい", "0120-279-226"),
        ("生きる意味がない", "0120-279-226"),
        ("いなくなりたい", "0120-279-226"),
    ],
)
def test_more_words_of_danger_bring_the_number(text: str, number: str) -> None:
    found = answer(text)

    assert found.outcome is Outcome.EMERGENCY
    assert number in found.text


@pytest.mark.parametrize(
    "text",
    [
        "火事の補助金",
        "救急車を呼ぶ事業",
        "事業110",
        "交通事故をなくす活動",
        "必死に活動",
        "死角をなくす",
        "119ページ",
    ],
)
def test_questions_that_only_sound_like_danger_are_no_emergency(text: str) -> None:
    assert answer(text).outcome is not Outcome.EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "おばんです",
        "おつかれさまです",
        "元気?",
        "ありがとう、助かった",
        "すごいね",
        "あなたの名前は?",
        "何ができるの?",
        "who are you?",
        "使えないな",
        "ごめんね",
        "いいえ",
    ],
)
def test_more_small_talk_is_answered_kindly(text: str) -> None:
    found = answer(text)

    assert found.outcome is Outcome.SMALLTALK
    assert found.citations == ()


@pytest.mark.parametrize(
    "text",
    [
        "すごい事業はある?",
        "はい、地域協働体とは何ですか",
        "名前は何ですか、この計画の",
        "応援金は何ができるの",
    ],
)
def test_a_question_with_such_words_in_it_is_a_question(text: str) -> None:
    assert answer(text).outcome is not Outcome.SMALLTALK
