"""What people say, as examples of what it means: asks of an article, questions left open, acts; by class.

How alike something is to them: in meaning (the vectors' cosine) and in sound (shared pieces). The first
knows other words and languages, the second kana, names and slips of the ear. And what all of them together
teach about a class (`knowledge/lessons.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge import lessons
from knowledge.material import Material
from knowledge.search import Index, Scores
from knowledge.words import Reading

OFTEN = 3  # examples of a class whose mean is its second sign of likeness


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said as it is searched for: its words and sounds, and its vector."""

    text: str
    reading: Reading
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike something is to every example, and to each class: a row of five signs."""

    meaning: Scores
    sound: Scores
    classes: NDArray[np.float32]

    @property
    def both(self) -> Scores:
        """In meaning and in sound, added up (0 to 2)."""
        return self.meaning + self.sound


class Examples:
    """Texts by class; never changed once built."""

    def __init__(self, texts: Sequence[str], owners: Sequence[int], size: int, material: Material) -> None:
        self.owners = np.array(owners, np.int32)
        self._vectors = material.vectors(texts)
        readings = [material.reading(text) for text in texts]
        self._sounds = Index([reading.sounds for reading in readings])
        self._rows = [np.flatnonzero(self.owners == place) for place in range(size)]
        self._lessons = material.reckoned(
            "lessons",
            [*texts, *map(str, owners)],
            lambda: lessons.learn(self._vectors, self._sounds, readings, self.owners, size),
        )

    def likeness(self, heard: Heard) -> Likeness:
        """How alike what was heard is to the examples."""
        meaning: Scores = self._vectors @ heard.vector
        sound = self._sounds.likeness(heard.reading.sounds)
        learned = (meaning + sound) @ self._lessons
        columns = (*self._best(meaning), *self._best(sound), learned)
        return Likeness(meaning, sound, np.stack(columns, axis=1))

    def of(self, place: int) -> NDArray[np.int64]:
        """The rows of a class's examples."""
        return self._rows[place]

    def _best(self, scores: Scores) -> tuple[Scores, Scores]:
        """For each class its highest score, and the mean of its highest few."""
        few = [
            np.partition(scores[rows], -OFTEN)[-OFTEN:] if len(rows) > OFTEN else scores[rows]
            for rows in self._rows
        ]
        best = np.array([each.max(initial=0.0) for each in few], np.float32)
        return best, np.array([each.sum() / OFTEN for each in few], np.float32)
