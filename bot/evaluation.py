"""How well questions are answered, on a set written by hand: what `wasshoi evaluate` reckons.

A set is a folder with `questions.jsonl` (a question, the articles that answer it, words that a right answer
must hold), `refusals.jsonl` (what is not to be answered, and the outcomes that are right),
`dialogues.jsonl` (turns).
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from community.errors import WasshoiError
from knowledge import cards, edition, finding
from knowledge.dialogue import Context, converse
from knowledge.reply import Answer, Outcome

_NEW = Context()
_ANSWERED = (Outcome.ANSWER, Outcome.CORRECT_PREMISE)


class NoSuchSet(WasshoiError):
    """The folder is no evaluation set."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one question, refusal or turn."""

    id: str
    group: str
    said: str
    right: bool
    wrong: bool
    cited: bool | None
    outcome: str
    expected: str
    trust: float
    chance: float
    ms: float


def questions(folder: Path) -> list[Result]:
    """Questions that the plan answers."""
    return [_question(row) for row in _rows(folder / "questions.jsonl")]


def refusals(folder: Path) -> list[Result]:
    """What is not to be answered, or not from the plan."""
    return [_refusal(row) for row in _rows(folder / "refusals.jsonl")]


def dialogues(folder: Path) -> list[Result]:
    """Every turn of every conversation."""
    return [turn for row in _rows(folder / "dialogues.jsonl") for turn in _dialogue(row)]


def _question(row: dict[str, Any]) -> Result:
    found, _, ms = _timed(row["question"])
    return _judged(row["id"], row["register"], row["question"], found, row, ms)


def _refusal(row: dict[str, Any]) -> Result:
    found, _, ms = _timed(row["question"])
    right = found.outcome in row["outcome"] and _holds(found, row.get("must", ()))
    trust, chance = _sureness(row["question"])
    return Result(
        row["id"],
        row["kind"],
        row["question"],
        right,
        not right and found.outcome in _ANSWERED,
        None,
        found.outcome,
        "/".join(row["outcome"]),
        trust,
        chance,
        ms,
    )


def _dialogue(row: dict[str, Any]) -> Iterator[Result]:
    context = Context()
    for number, turn in enumerate(row["turns"], start=1):
        found, context, ms = _timed(turn["say"], context)
        yield _judged(f"{row['id']}.{number}", row.get("register", "plain"), turn["say"], found, turn, ms)


def _judged(name: str, group: str, said: str, found: Answer, wanted: dict[str, Any], ms: float) -> Result:
    articles = wanted.get("articles", ())
    places = {cards.citation(_article(each)) for each in articles}
    cited = bool(found.citations) and found.citations[0] in places
    expected = wanted.get("outcome") or [*_ANSWERED]
    right = found.outcome in expected and _holds(found, wanted.get("must", ()))
    if articles and found.outcome in _ANSWERED:
        right = right and cited
    trust, chance = _sureness(said)
    answered = found.outcome in _ANSWERED
    return Result(
        name,
        group,
        said,
        right,
        answered and not (cited or (not articles and right)),
        cited if answered and articles else None,
        f"{found.outcome} {found.citations[0].label if found.citations else ''}".strip(),
        f"{'/'.join(articles or expected)} {' '.join(map('|'.join, wanted.get('must', ())))}".strip(),
        trust,
        chance,
        ms,
    )


def _article(identity: str) -> Any:
    try:
        return edition.current().library.by_id[identity]
    except KeyError:
        raise NoSuchSet(f"the set names an article that is not there: {identity}") from None


def _holds(found: Answer, needed: Iterable[Sequence[str]]) -> bool:
    """Whether one wording of each thing that is needed stands in the answer."""
    text = _squeezed(found.text)
    return all(any(_squeezed(wording) in text for wording in wordings) for wordings in needed)


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _timed(said: str, context: Context = _NEW) -> tuple[Answer, Context, float]:
    started = perf_counter()
    found, after = converse(said, context)
    return found, after, (perf_counter() - started) * 1000


def _sureness(said: str) -> tuple[float, float]:
    now = edition.current()
    near = now.finder.find(finding.see(now, [finding.plain(said) or said])[0])
    return near[0].trust, near[0].chance


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    if not file.exists():
        raise NoSuchSet(f"{file} is not there: an evaluation set has {file.name}")
    try:
        lines = file.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        raise NoSuchSet(f"{file.name} is not UTF-8") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(line, f"{file.name}, line {number}")


def _row(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        raise NoSuchSet(f"{place} is not JSON") from None
    if not isinstance(row, dict) or "id" not in row:
        raise NoSuchSet(f"{place} needs to be an object with an id")
    return row


def share(values: Sequence[bool]) -> float:
    """A share in percent; 100 of nothing."""
    return 100 * sum(values) / len(values) if values else 100.0


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """How often a positive scores over a negative (0.5 is chance)."""
    if not positive or not negative:
        return 1.0
    above = np.subtract.outer(np.array(positive), np.array(negative))
    return float((above > 0).mean() + (above == 0).mean() / 2)


def calibration(results: Sequence[Result], bins: int = 5) -> list[tuple[float, float, int]]:
    """For each bin: how sure it was on average (0–1), how often it was right (0–1), and how many."""
    edges = np.linspace(0, 1, bins + 1)
    found = []
    for low, high in pairwise(edges):
        inside = [each for each in results if low < each.chance <= high or (low == 0 and each.chance == 0)]
        if inside:
            sure = float(np.mean([each.chance for each in inside]))
            found.append((sure, float(np.mean([bool(each.cited) for each in inside])), len(inside)))
    return found
