"""What somebody does by saying something: greets, thanks, cries for help, asks for the source, … or asks.

Told by examples (`plan/talk/<act>.txt`): whoever notices how people really talk adds a line there.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Act(StrEnum):
    """What a sentence does; each has its examples. OTHER and QUESTION ask: nothing is done by them."""

    HELLO = "hello"
    THANKS = "thanks"
    BYE = "bye"
    YES = "yes"
    WHO = "who"
    SORRY = "sorry"
    INJECTION = "injection"
    FIRE = "fire"
    CRIME = "crime"
    DESPAIR = "despair"
    MORE = "more"
    LESS = "less"
    SOURCE = "source"
    EASY = "easy"
    ENGLISH = "english"
    JAPANESE = "japanese"
    OTHER = "other"
    QUESTION = "question"


ASKING = frozenset({Act.OTHER, Act.QUESTION})
URGENT = frozenset({Act.FIRE, Act.CRIME, Act.DESPAIR})
REQUESTS = frozenset({Act.MORE, Act.LESS, Act.SOURCE, Act.EASY, Act.ENGLISH, Act.JAPANESE})
# What tells the acts apart, and from questions about the plan, which come last (`python -m
# tests.evaluation.weights`).
TELLING = ("alike", "often alike", "sounds alike", "often sounds alike", "learned")
KINDS = (*Act, "plan")
WEIGHTS = np.array([2.6, 8.7, 3.2, 5.4, 6.9], np.float32)
_BIASES = {
    "hello": 0.5, "thanks": 0.2, "bye": 0.4, "yes": 0.2, "who": 0.9, "sorry": 0.7, "injection": 1.7,
    "fire": 0.3, "crime": 0.9, "despair": 0.7, "more": 0.6, "less": 0.6, "source": 0.8, "easy": 0.4,
    "english": -0.9, "japanese": -0.3, "other": -0.7, "question": -3.1, "plan": -4.1,
}  # fmt: skip
BIASES = np.array([_BIASES.get(kind, 0.0) for kind in KINDS], np.float32)
# Chance from which a sentence does no longer ask: danger is rather seen once too often.
LEAST, LEAST_URGENT = 0.8, 0.55
LEAST_REQUEST = 0.45  # the same of a request about the last answer, where there is one

_URGENT = [KINDS.index(act) for act in sorted(URGENT)]
_DOING = [place for place, kind in enumerate(KINDS) if kind in set(Act) - ASKING]


def done(told: NDArray[np.float32]) -> Act | None:
    """What is done, by a row of `TELLING` for each of `KINDS`; None when something is asked."""
    chances = chances_of(told)
    best = Act(KINDS[max(_DOING, key=lambda place: float(chances[place]))])
    if best in URGENT:
        return best if danger(told) >= LEAST_URGENT else None
    return best if chances[_DOING].sum() >= LEAST and chances[KINDS.index(best)] >= LEAST / 2 else None


def requested(told: NDArray[np.float32]) -> Act | None:
    """The request about the last answer that is made, where one was given; None when none is."""
    chances = chances_of(told)
    best = max(REQUESTS, key=lambda act: float(chances[KINDS.index(act)]))
    return best if chances[KINDS.index(best)] >= LEAST_REQUEST else None


def danger(told: NDArray[np.float32]) -> float:
    """How likely somebody cries for help (0–1)."""
    return float(chances_of(told)[_URGENT].sum())


def chances_of(told: NDArray[np.float32]) -> NDArray[np.float32]:
    """How likely each of `KINDS` is (0–1)."""
    scores = told @ WEIGHTS + BIASES
    chances = np.exp(scores - scores.max())
    found: NDArray[np.float32] = chances / chances.sum()
    return found
