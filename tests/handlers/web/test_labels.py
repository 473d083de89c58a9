import re
from importlib import resources

import pytest

from handlers.web.labels import LANGUAGES, labels

TEMPLATES = [
    each.read_text("utf-8")
    for each in (resources.files("handlers") / "templates").iterdir()
    if each.name.startswith("form_") and each.name.endswith(".html.j2")
]
CODE = [
    each.read_text("utf-8")
    for room in ("handlers.web", "community")
    for each in resources.files(room).iterdir()
    if each.name.endswith(".py")
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_has_words_in_every_language(language: str) -> None:
    assert [name for name, words in labels(language).items() if not words.strip()] == []


def test_an_english_label_is_in_english_but_for_what_is_typed_on_line() -> None:
    japanese = {
        name: re.sub("「.*?」", "", words)
        for name, words in labels("en").items()
        if re.search(r"[ぁ-んァ-ヶ一-龯]", re.sub("「.*?」", "", words))
    }

    assert japanese == {}


def test_every_label_that_a_page_asks_for_is_there() -> None:
    asked = {name for each in TEMPLATES for name in re.findall(r"\bL\.(\w+)", each)}

    assert asked - set(labels("ja")) == set()


def test_no_label_is_left_over() -> None:
    everything = "\n".join(TEMPLATES + CODE)
    made = ("age_group_", "often_", "for_", "telephone_unclear_")  # their ends are said elsewhere
    states = {"confirmed", "waitlisted", "offered", "cancelled"}
    left = {name for name in labels("ja") if not re.search(rf"\b{name}\b", everything)}

    assert {name for name in left if not name.startswith(made)} - states == set()
