"""The optional language model: what it is told, what is taken from it, and that nobody misses it."""

import io
import json
import logging
import time
from collections.abc import Iterator

import pytest
import structlog

from bot import assistant, logs
from bot.assistant import FAILURES, PATIENCE, LanguageModel
from knowledge import assistance
from knowledge.dialogue import answer
from knowledge.reply import Outcome
from tests.service import free_port
from tests.standins.language_model import LanguageModelStandIn

KEY = "sk-very-secret"
UNANSWERED = "山目の燃えるごみは何曜日に出せばいいですか"


@pytest.fixture
def model() -> Iterator[LanguageModelStandIn]:
    with LanguageModelStandIn("応援金とは?") as standing_in:
        yield standing_in


@pytest.fixture
def helping(model: LanguageModelStandIn) -> LanguageModel:
    return LanguageModel(model.address, KEY, "small")


@pytest.fixture
def switched_on(model: LanguageModelStandIn) -> Iterator[LanguageModelStandIn]:
    assistant.switch_on(model.address, KEY, "small")
    yield model
    assistant.switch_on("", "", "")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream, root, level = io.StringIO(), logging.getLogger().handlers, logging.getLogger().level
    structlog.reset_defaults()
    logs.configure("DEBUG", stream)
    yield stream
    logging.getLogger().handlers = root
    logging.getLogger().setLevel(level)
    structlog.reset_defaults()


def test_a_question_is_put_into_other_words(helping: LanguageModel, model: LanguageModelStandIn) -> None:
    assert helping.rewrite("お金ちょうだい") == "応援金とは?"

    (asked,) = model.asked
    assert (asked.said, asked.body["model"], asked.body["temperature"]) == ("お金ちょうだい", "small", 0)
    assert asked.body["messages"][0]["role"] == "system"


def test_a_slash_at_the_end_of_the_address_does_not_matter(model: LanguageModelStandIn) -> None:
    assert LanguageModel(f"{model.address}/", KEY, "small").rewrite("お金") == "応援金とは?"


@pytest.mark.parametrize(
    ("says", "place"),
    [("2", 1), (" 1\n", 0), ("2.", 1), ("2番", 1), ("２", 1), ("0", None), ("どれでもない", None)],
)
def test_a_place_is_chosen_by_its_number_and_by_nothing_else(
    helping: LanguageModel, model: LanguageModelStandIn, says: str, place: int | None
) -> None:
    model.says = says

    assert helping.choose("補助は?", ["事業7", "事業8"]) == place
    assert "1. 事業7\n2. 事業8" in model.asked[0].said


@pytest.mark.parametrize("says", ["3", "99", "00", "1と2", "", "-1"])
def test_a_place_that_was_not_offered_is_none(switched_on: LanguageModelStandIn, says: str) -> None:
    switched_on.says = says

    assert assistance.chosen("補助は?", ["事業7", "事業8"]) is None


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_an_error_of_the_model_is_no_answer(
    helping: LanguageModel, model: LanguageModelStandIn, status: int
) -> None:
    model.faults.fail(status)

    assert helping.rewrite("お金") is None
    assert helping.rewrite("お金") == "応援金とは?"


def test_a_cut_connection_is_no_answer(helping: LanguageModel, model: LanguageModelStandIn) -> None:
    model.faults.cut()

    assert helping.simplify("文です。") is None


def test_nobody_at_the_address_is_no_answer() -> None:
    assert LanguageModel(f"http://127.0.0.1:{free_port()}/v1", KEY, "small").rewrite("お金") is None


def test_a_slow_model_is_not_waited_for(helping: LanguageModel, model: LanguageModelStandIn) -> None:
    model.faults.hang(PATIENCE + 3)
    started = time.monotonic()

    assert helping.rewrite("お金") is None
    assert time.monotonic() - started < PATIENCE + 1


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "<html>login</html>",
        '{"choices": [{"message": {"content": "応',
        "null",
        "[]",
        '"yes"',
        "{}",
        '{"choices": []}',
        '{"choices": {}}',
        '{"choices": ["yes"]}',
        '{"choices": [{"message": null}]}',
        '{"choices": [{"message": {}}]}',
        '{"choices": [{"message": {"content": null}}]}',
        '{"choices": [{"message": {"content": ["yes"]}}]}',
        '{"choices": [{"message": {"content": 7}}]}',
    ],
)
def test_an_answer_of_another_shape_is_no_answer(
    helping: LanguageModel, model: LanguageModelStandIn, raw: str
) -> None:
    model.raw = raw

    assert helping.rewrite("お金") is None
    assert helping.choose("お金", ["a"]) is None


def test_after_three_failures_it_is_left_alone(helping: LanguageModel, model: LanguageModelStandIn) -> None:
    model.faults.fail(500, times=FAILURES)

    assert [helping.rewrite("お金") for _ in range(FAILURES + 5)] == [None] * (FAILURES + 5)
    assert helping.choose("お金", ["a"]) is None
    assert helping.simplify("文です。") is None
    assert len(model.asked) == FAILURES == 3


def test_failures_that_are_not_in_a_row_do_not_count(
    helping: LanguageModel, model: LanguageModelStandIn
) -> None:
    for _ in range(3):
        model.faults.fail(500, times=FAILURES - 1)
        answers = [helping.rewrite("お金") for _ in range(FAILURES)]
        assert answers == [None, None, "応援金とは?"]


def test_after_its_rest_it_is_asked_again(
    helping: LanguageModel, model: LanguageModelStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant, "REST", 0.2)
    model.faults.fail(500, times=FAILURES)
    for _ in range(FAILURES):
        helping.rewrite("お金")
    resting = helping.rewrite("お金")

    time.sleep(0.3)

    assert (resting, helping.rewrite("お金")) == (None, "応援金とは?")


def test_the_key_is_sent_as_bearer_and_without_one_nothing_is(model: LanguageModelStandIn) -> None:
    LanguageModel(model.address, KEY, "small").rewrite("お金")
    LanguageModel(model.address, "", "small").rewrite("お金")

    assert [asked.authorization for asked in model.asked] == [f"Bearer {KEY}", None]


def test_neither_the_key_nor_a_question_is_ever_logged(
    helping: LanguageModel, model: LanguageModelStandIn, log: io.StringIO
) -> None:
    model.faults.fail(401)
    model.faults.cut()
    model.says = "ないしょの答え"
    for _ in range(3):
        helping.rewrite("ないしょの質問")
    model.raw = "no json"
    helping.choose("ないしょの質問", ["a"])

    written = log.getvalue()
    failures = [json.loads(line) for line in written.splitlines() if "language_model_failed" in line]
    assert len(failures) == 3
    assert not any(secret in written for secret in (KEY, "ないしょ"))
    assert KEY not in json.dumps([asked.body for asked in model.asked])


@pytest.mark.parametrize(
    ("said", "private"),
    [
        ("私は田中太郎です。応援金のことを教えて", "田中"),
        ("応援金のことを 090-1234-5678 に教えて", "5678"),
        ("応援金のことを taro@example.jp に教えて", "taro"),
        ("山目町1-2-3 の田です。応援金のことを教えて", "1-2-3"),
    ],
)
def test_what_tells_who_asks_is_not_sent(
    helping: LanguageModel, model: LanguageModelStandIn, said: str, private: str
) -> None:
    helping.rewrite(said)
    helping.choose(said, ["事業7"])

    assert [private in asked.said for asked in model.asked] == [False, False]
    assert ["応援金のことを" in asked.said for asked in model.asked] == [True, True]


def test_without_an_address_nobody_is_asked(switched_on: LanguageModelStandIn) -> None:
    assistant.switch_on("", KEY, "small")

    assert assistance.rewritten("お金") is None
    assert assistance.chosen("お金", ["a"]) is None
    assert assistance.simplified("文です。") is None
    assert switched_on.asked == []


def test_a_question_that_found_nothing_is_answered_with_its_help(switched_on: LanguageModelStandIn) -> None:
    switched_on.says = "ひと・まち応援金とは?"

    found = answer(UNANSWERED)

    assert (found.outcome, found.article) == (Outcome.ANSWER, "project-8")
    assert [place.label for place in found.citations] == ["第3章4(3) 事業8"]


def test_a_question_that_is_answered_without_it_is_not_sent(switched_on: LanguageModelStandIn) -> None:
    assert answer("ひと・まち応援金とは?").outcome is Outcome.ANSWER
    assert switched_on.asked == []


def test_its_own_words_are_never_shown(switched_on: LanguageModelStandIn) -> None:
    switched_on.says = "毎週火曜日です"

    found = answer(UNANSWERED)

    assert (found.outcome, "火曜" in found.text) == (Outcome.ABSTAIN, False)


def test_a_number_that_nobody_asked_for_is_not_believed(switched_on: LanguageModelStandIn) -> None:
    switched_on.says = "事業8とは?"

    assert answer(UNANSWERED).outcome is Outcome.ABSTAIN


def test_a_broken_model_leaves_the_answer_as_it_is_without_one(switched_on: LanguageModelStandIn) -> None:
    switched_on.faults.fail(500, times=2)
    with_it = answer(UNANSWERED)
    assistant.switch_on("", "", "")

    assert with_it == answer(UNANSWERED)
