"""Answers don't get worse unnoticed: floors just under what was measured.

docs/evaluation.md says what is wanted. `tests/evaluation/*.jsonl` is the set that the work was done with;
`unseen/` was written by somebody else and is only measured.
"""

from pathlib import Path

import pytest

from bot import evaluation
from bot.evaluation_report import Report

HERE = Path(__file__).parent
# In percent: right, turns of dialogues, refusals; and at most so many confidently wrong.
FLOORS = {"": (96.0, 95.5, 96.5, 1.0), "unseen": (92.0, 87.5, 86.0, 3.5)}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_answers_are_not_worse_than_they_were(name: str) -> None:
    folder = HERE / name
    report = Report(evaluation.questions(folder), evaluation.refusals(folder), evaluation.dialogues(folder))
    right, turns, refused, wrong = FLOORS[name]

    assert report.figures["right"] >= right, report.table
    assert report.figures["turns"] >= turns, report.table
    assert report.figures["refused"] >= refused, report.table
    assert report.figures["wrong"] <= wrong, report.table


def test_the_sets_are_large_and_hold_every_register() -> None:
    questions = evaluation.questions(HERE)

    assert len(questions) >= 200
    assert len(evaluation.refusals(HERE)) >= 80
    assert len({each.id.partition(".")[0] for each in evaluation.dialogues(HERE)}) >= 30
    assert len({each.group for each in questions}) == 11
