"""The same questions in many voices; and that each way of asking leads to the place it was written for."""

from collections import Counter

import pytest

from knowledge.asks import Ask
from knowledge.dialogue import answer
from knowledge.library import read
from knowledge.reply import LIMIT, Answer, Outcome

LIBRARY = read()
ONE_OF = 6  # of so many ways of asking one is tried out: all of them take two minutes
VOICES = [
    ("ひとまちおうえんきんってなに", 8),
    ("おうえんきん", 8),
    ("人まち応援金", 8),
    ("応援金って何に使えんの？", 8),
    ("what is hitomachi oenkin", 8),
    ("8番の事業", 8),
    ("じぎょう8", 8),
    ("じむきょくいん", 9),
    ("支援授業補助金はいくら", 7),
    ("市民センターの指定管理ってどういう仕組みなんですか。うちの地区でも話が出ていまして", 11),
]


@pytest.mark.parametrize(("question", "project"), VOICES)
def test_kana_slips_dialect_and_stories_bring_the_same_project(question: str, project: int) -> None:
    assert [each.project for each in answer(question).citations] == [project]


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("ちいききょうどうたいとはなんですか", "第1章4(1)"),
        ("地域協働隊とは", "第1章4(1)"),
        ("けいかくはいつまで", "第1章2"),
        ("計画いつ終わんの", "第1章2"),
        ("what is the phone number?", "奥付"),
        ("15の事業は全部で何がありますか", "第3章3"),
    ],
)
def test_places_are_found_in_these_voices_too(question: str, label: str) -> None:
    assert [each.label for each in answer(question).citations] == [label]


@pytest.fixture(scope="module")
def answers() -> dict[Ask, Answer]:
    """Asks answered once, for all tests that look at them."""
    return {ask: answer(ask.text) for ask in LIBRARY.asks[::ONE_OF]}


def test_nearly_every_way_of_asking_leads_to_its_own_place(answers: dict[Ask, Answer]) -> None:
    # A few are asked of two places at once: those may lead to the other, or ask back.
    astray = [
        (ask.of, ask.text)
        for ask, found in answers.items()
        if LIBRARY.by_id[ask.of].label not in [each.label for each in found.citations]
    ]

    assert len(astray) <= 0.03 * len(answers), astray


def test_each_place_has_many_ways_of_asking_and_none_stands_in_two() -> None:
    asks = Counter(ask.text for ask in LIBRARY.asks)
    of_each = Counter(ask.of for ask in LIBRARY.asks)

    assert [ask for ask, count in asks.items() if count > 1] == []
    assert [article.id for article in LIBRARY.articles if of_each[article.id] < 12] == []


def test_whatever_way_it_is_asked_the_answer_keeps_its_length(answers: dict[Ask, Answer]) -> None:
    # English says in more letters what Japanese says in few: only its limit is the same.
    lengths = {ask: len(found.text) for ask, found in answers.items()}
    japanese = sorted(length for ask, length in lengths.items() if ask.register != "english")

    assert max(lengths.values()) <= LIMIT
    assert japanese[len(japanese) * 8 // 10] <= 400


@pytest.mark.parametrize(
    "question",
    [
        "今日は何曜日",
        "ごみのひはいつですか",
        "いまなんじ",
        "太陽光の補助金はいくら",
        "農業の補助金",
        "児童手当",
        "選挙はいつ",
        "議員は何人いますか",
        "weather tomorrow",
        "いくら丼",
    ],
)
def test_other_things_are_not_answered_in_these_voices(question: str) -> None:
    assert answer(question).outcome is Outcome.ABSTAIN
