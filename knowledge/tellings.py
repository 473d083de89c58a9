"""Each card in やさしい日本語 and in English, written by hand: `plan/tellings/<article>.toml`.

    [easy]
    title = "…"
    text = "…"
    question = "…"        # at most 20 characters: the button that leads here
    [english]
    …

`tests/knowledge/test_tellings.py` holds them to the rules: short sentences, no double negation, readings
behind kanji, digits and names as in the original.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from knowledge.errors import PlanError

_LONGEST_QUESTION = 20  # characters


class Language(StrEnum):
    """How an answer is told: as the plan says it, in やさしい日本語, in English."""

    JAPANESE = "ja"
    EASY = "easy"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Telling:
    """A card told in another way."""

    title: str
    text: str
    question: str


_TABLES = {"easy": Language.EASY, "english": Language.ENGLISH}


def read(name: str, text: str) -> Mapping[Language, Telling]:
    """The tellings in a file's text.

    Raises:
        PlanError: the file can't be read, or lacks something.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanError(name, getattr(error, "lineno", 1), str(error)) from None
    told = {}
    for table, language in _TABLES.items():
        values = tables.get(table, {})
        lacking = [each for each in ("title", "text", "question") if not isinstance(values.get(each), str)]
        if lacking:
            raise PlanError(name, 1, f"[{table}] lacks {', '.join(lacking)}")
        if len(values["question"]) > _LONGEST_QUESTION:
            raise PlanError(name, 1, f"[{table}] question has over {_LONGEST_QUESTION} characters")
        told[language] = Telling(
            values["title"].strip(), " ".join(values["text"].split()), values["question"]
        )
    return told
