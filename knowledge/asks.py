"""The ways in which people ask, one file an article: `plan/asks/<article>.txt`.

    # a remark
    plain: 支援事業補助金の上限はいくらですか
    [project-7.limit]
    kana: しえんじぎょうほじょきんは いくらまで

Lines before the first `[fact]` ask for the article, those after it for that fact.
`plan/unsettled/<article>.txt` holds what people ask near that article and the plan does not settle,
`plan/talk/<act>.txt` what they say without asking about it (`knowledge/acts.py`). Whoever notices how
people really ask adds a line; nothing else is to be done.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.errors import PlanError

# How somebody speaks: the evaluation reports each by itself.
REGISTERS = (
    "plain", "keigo", "colloquial", "kana", "dialect", "youth", "senior", "easy", "english", "keywords",
    "voice",
)  # fmt: skip
_LINE = re.compile(r"([a-z]+)\s*:\s*(\S.*)")
_FACT = re.compile(r"\[([\w.-]+)\]")


@dataclass(frozen=True, slots=True)
class Ask:
    """Something people say. `of` is the article that answers it (or is nearest, or the act it does).

    `fact` is the fact of the article that is asked for, if one is.
    """

    of: str
    fact: str | None
    register: str
    text: str


def read(of: str, name: str, text: str) -> Iterator[Ask]:
    """The asks in a file's text.

    Raises:
        PlanError: a line is no ask; it names the file and the line.
    """
    fact = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        heading = _FACT.fullmatch(line.strip())
        if heading:
            fact = heading[1]
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None or found[1] not in REGISTERS:
            raise PlanError(
                name, number, f"one of {', '.join(REGISTERS)} and ':' must come before the question"
            )
        yield Ask(of, fact, found[1], found[2])
