"""The ways in which people ask, one file an article: `plan/asks/<article>.txt`.

    # a remark
    plain: 支援事業補助金の上限はいくらですか
    [project-7.limit]
    kana: しえんじぎょうほじょきんは いくらまで

Lines before the first `[fact]` ask for the article, those after it for that fact.
`plan/unsettled/<article>.txt` holds what people ask near that article and the plan does not settle,
`plan/talk/<act>.txt` what they say without asking about it (`knowledge/acts.py`), `plan/vague.txt` what may
be meant of several articles, named in the brackets: `[project-1 project-7]`. Whoever notices how people
really ask adds a line; nothing else is to be done.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from knowledge.errors import PlanError

# How somebody speaks: the evaluation reports each by itself.
REGISTERS = (
    "plain", "keigo", "colloquial", "kana", "dialect", "youth", "senior", "easy", "english", "keywords",
    "voice",
)  # fmt: skip
_LINE = re.compile(r"([a-z]+)\s*:\s*(\S.*)")
_FACT = re.compile(r"\[([\w.-]+)\]")
_PLACES = re.compile(r"\[([\w-]+(?: [\w-]+)+)\]")


@dataclass(frozen=True, slots=True)
class Ask:
    """Something people say.

    `of` is the article that answers it (or is nearest, or the act it does, or all that may be meant).
    `fact` is the fact of the article that is asked for, if one is.
    """

    of: str
    fact: str | None
    register: str
    text: str
    line: int = field(default=0, compare=False)


def read(of: str, name: str, text: str, heading: re.Pattern[str] = _FACT) -> Iterator[Ask]:
    """The asks in a file's text.

    Raises:
        PlanError: a line is no ask; it names the file and the line.
    """
    fact = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        below = heading.fullmatch(line.strip())
        if below:
            fact = below[1]
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None or found[1] not in REGISTERS:
            raise PlanError(
                name, number, f"one of {', '.join(REGISTERS)} and ':' must come before the question"
            )
        yield Ask(of, fact, found[1], found[2], number)


def vague(name: str, text: str) -> Iterator[Ask]:
    """The asks in a file's text that may mean any of several articles, as their headings name them.

    Raises:
        PlanError: a line is no ask, or stands under no articles.
    """
    for ask in read("", name, text, _PLACES):
        if ask.fact is None:
            raise PlanError(
                name, ask.line, "the articles that may be meant must come before a question, in []"
            )
        yield replace(ask, of=ask.fact, fact=None)
