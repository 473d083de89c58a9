"""A language model may help and is never believed: what it says is checked, and in doubt goes nowhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from knowledge import assistance
from knowledge.assistance import LONGEST, is_faithful
from knowledge.dialogue import answer, converse
from knowledge.reply import Outcome

ORIGINAL = "支援事業補助金の限度額は、単年度10万円です。期間は5年間です。"
UNKNOWN = "ごみの日はいつ?"


@dataclass
class StandIn:
    """Says what it is told to say, and remembers what it was asked."""

    rewriting: str | None = None
    choice: int | None = None
    simple: str | None = None
    asked: list[str] = field(default_factory=list)

    def rewrite(self, question: str) -> str | None:
        self.asked.append(question)
        return self.rewriting

    def choose(self, question: str, places: Sequence[str]) -> int | None:
        self.asked.append(f"{question} {len(places)}")
        return self.choice

    def simplify(self, text: str) -> str | None:
        self.asked.append(text)
        return self.simple


@pytest.fixture(autouse=True)
def _nobody_stays() -> Iterator[None]:
    yield
    assistance.use(None)


def helped(by: StandIn) -> StandIn:
    assistance.use(by)
    return by


@pytest.mark.parametrize(
    "told",
    [
        ORIGINAL,
        "支援事業補助金は 10万円までです。5年間です。",
        "支援事業補助金は、10万円まで。5年間。",
        "もらえるのは 10万円までです。5年間です。",
    ],
)
def test_other_words_for_the_same_are_faithful(told: str) -> None:
    assert is_faithful(told, ORIGINAL)


@pytest.mark.parametrize(
    "told",
    [
        "支援事業補助金は 20万円までです。5年間です。",
        "支援事業補助金は 10円までです。5年間です。",
        "支援事業補助金は 1万円までです。5年間です。",
        "支援事業補助金は 10万円までです。",
        "支援事業補助金は 10万円までです。5年間で、3回もらえます。",
        "支援事業補助金は 10万円までです。5年間です。10万円です。",
        "支援事業補助金は 十万円までです。5年間です。",
    ],
)
def test_a_number_that_changed_came_or_went_is_refused(told: str) -> None:
    assert not is_faithful(told, ORIGINAL)


@pytest.mark.parametrize(
    "told",
    [
        "奥州市の支援事業補助金は 10万円までです。5年間です。",
        "ハローワークの支援事業補助金は 10万円までです。5年間です。",
        "Mizusawa の支援事業補助金は 10万円までです。5年間です。",
        "支援事業補助金は 10万円までです。5年間です。machi@example.jp に どうぞ。",
    ],
)
def test_a_name_that_was_not_there_is_refused(told: str) -> None:
    assert not is_faithful(told, ORIGINAL)


@pytest.mark.parametrize(
    ("told", "original"),
    [
        ("補助金は 出ません。", "補助金は出ます。"),
        ("補助金は 出ます。", "補助金は出ません。"),
        ("計画に 書いて あります。", "計画に書かれていない。"),
        ("食べものに 使えない お金です。", "食べものに使えるお金です。"),
    ],
)
def test_a_yes_that_became_a_no_is_refused(told: str, original: str) -> None:
    assert not is_faithful(told, original)


def test_wide_digits_and_commas_say_the_same() -> None:
    assert is_faithful("10万円と1500円です。", "10万円と1,500円です。")


def test_without_an_assistant_nothing_is_changed() -> None:
    assert assistance.rewritten(UNKNOWN) is None
    assert assistance.chosen("補助金はいくら?", ["一", "二"]) is None
    assert assistance.simplified(ORIGINAL) is None


@pytest.mark.parametrize(
    "nonsense", [None, "", "  \n", "あ" * (LONGEST + 1), "事業7の限度額は?", "2023年のごみの日"]
)
def test_a_rewriting_that_says_nothing_too_much_or_a_new_number_is_passed_over(nonsense: str | None) -> None:
    default = answer(UNKNOWN)
    helper = helped(StandIn(rewriting=nonsense))

    assert answer(UNKNOWN) == default
    assert default.outcome is Outcome.ABSTAIN
    assert helper.asked


def test_a_rewriting_that_finds_nothing_either_leaves_the_answer_as_it_was() -> None:
    default = answer(UNKNOWN)
    helped(StandIn(rewriting="燃えるごみの収集日"))

    assert answer(UNKNOWN) == default


def test_a_question_that_found_nothing_is_found_in_other_words() -> None:
    question = "ほれ、毎年たぬきの葉っぱみたいに降ってくるあれだよ"
    assert answer(question).outcome is Outcome.ABSTAIN
    helped(StandIn(rewriting="ひと・まち応援金とは"))

    found = answer(question)

    assert (found.outcome, found.article) == (Outcome.ANSWER, "project-8")
    assert "出典:第3章4(3) 事業8" in found.text


def test_one_of_the_places_is_chosen_and_answered_in_the_plans_own_words() -> None:
    helper = helped(StandIn(choice=1))

    found = answer("補助金はいくら?")

    assert (found.outcome, found.article) == (Outcome.ANSWER, "project-7")
    assert found.lead == "限度額:1 地域協働体 単年度10万円"
    assert helper.asked == ["補助金はいくら? 3"]


@pytest.mark.parametrize("nonsense", [None, -1, 3, 99])
def test_a_place_that_there_is_not_is_not_chosen(nonsense: int | None) -> None:
    default = answer("補助金はいくら?")
    helped(StandIn(choice=nonsense))

    assert answer("補助金はいくら?") == default
    assert default.outcome is Outcome.CLARIFY


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        "",
        "支援事業補助金は 20万円までです。",
        "あ" * (LONGEST + 1),
        "計画の期間は 令和6年度から 令和10年度までです。",
        "わかりません。",
    ],
)
def test_a_simpler_text_that_says_something_else_is_not_shown(nonsense: str | None) -> None:
    assistance.use(None)
    default = more_in_easy_japanese()
    helper = helped(StandIn(simple=nonsense))

    assert more_in_easy_japanese() == default
    assert helper.asked


def test_a_simpler_text_that_says_the_same_is_shown_with_its_source() -> None:
    helped(
        StandIn(simple="ひと と 計画の 期間は、平成31年度から 平成35年度まで 5年間です。見直しを します。")
    )

    assert more_in_easy_japanese().startswith("【計画(けいかく)の 期間(きかん)】\nひと と 計画の")
    assert "第1章2" in more_in_easy_japanese()


def test_a_found_answer_asks_nobody() -> None:
    helper = helped(StandIn(rewriting="計画の期間は?", choice=0, simple="5年間です。"))

    assert answer("支援事業補助金の限度額は?").lead == "限度額:1 地域協働体 単年度10万円"
    assert answer("家が火事だ!").outcome is Outcome.EMERGENCY
    assert answer("ありがとう").outcome is Outcome.SMALLTALK
    assert helper.asked == []


def more_in_easy_japanese() -> str:
    """What is said to who wants to know more of the plan's period, in やさしい日本語."""
    _, context = converse("やさしい日本語で")
    _, context = converse("計画の期間は?", context)
    return converse("もっと詳しく", context)[0].text
