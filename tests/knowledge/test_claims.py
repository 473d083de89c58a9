"""Claims without a number, from a value to its thing, and things that the plan doesn't hold."""

import pytest

from knowledge import polarity
from knowledge.dialogue import answer
from knowledge.reply import Outcome


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("市民センターは一斉に地域管理に移行するんですよね", "順次"),
        ("フリマとかバザーは禁止だよね?", "バザー"),
        ("農業委員会は行政に入らないんでしょう", "農業委員会"),
        ("アンケートの回答率は半分くらいだったんですよね", "100%"),
        ("まちづくり推進課のFAXは0191-21-2111ですよね", "0191-21-2164"),
        ("市民活動センターと市民センターは同じですよね", "いちのせき市民活動センター"),
    ],
)
def test_a_false_claim_is_set_beside_what_the_plan_says(claim: str, words: str) -> None:
    found = answer(claim)

    assert found.outcome is Outcome.CORRECT_PREMISE
    assert words in found.text


@pytest.mark.parametrize(
    "claim",
    [
        "市民センターは順次、地域管理に移行するんですよね",
        "アンケートの回答率は100%だったんですよね",
        "まちづくり推進課のFAXは0191-21-2164ですよね",
    ],
)
def test_a_true_claim_is_not_put_right(claim: str) -> None:
    assert answer(claim).outcome is Outcome.ANSWER


@pytest.mark.parametrize(
    "text", ["企業は入らない", "応募はだめ", "対象外です", "It does not count", "見直さねえ"]
)
def test_a_denial_is_heard(text: str) -> None:
    assert polarity.denies(text)


@pytest.mark.parametrize(
    "text",
    [
        "間違いないですか",
        "参加が少ない",
        "そうかもしれない",
        "市が行うんじゃないですか",
        "すみません、教えて",
    ],
)
def test_what_only_sounds_like_a_denial_is_none(text: str) -> None:
    assert not polarity.denies(text)


@pytest.mark.parametrize(
    ("question", "projects"),
    [
        ("かかったお金を全額出してくれる補助はどれ?", [1, 8]),
        ("3分の2の補助はどれですか", [7]),
        ("5万円もらえるのはどの事業ですか", [1]),
    ],
)
def test_which_one_has_a_value_is_looked_up_from_the_value(question: str, projects: list[int]) -> None:
    assert [each.project for each in answer(question).citations] == projects


def test_both_parts_of_one_place_are_told_when_both_are_asked_for() -> None:
    found = answer("計画の基本的な考え方が二つあるそうですが、何と何ですか")

    assert "自分たちで守り" in found.text
    assert "補完" in found.text


@pytest.mark.parametrize(
    "question",
    [
        "応援金の均等割は一地域あたり何万円ですか",
        "協働推進会議の委員の任期は何年ですか",
        "市民センターに駐車場はありますか",
        "公民館の屋根の修理に補助は出ますか",
        "今年は地域担当職員が何人いますか",
    ],
)
def test_what_the_plan_does_not_hold_is_not_answered_from_near_by(question: str) -> None:
    assert answer(question).outcome is Outcome.ABSTAIN


def test_an_english_answer_shows_the_plans_own_words() -> None:
    assert "In the plan's own words: 「" in answer("Can the activity center send us a facilitator?").text
