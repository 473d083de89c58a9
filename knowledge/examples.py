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
from knowledge.postings import Arrays, Scores
from knowledge.sounds import Sounds
from knowledge.words import Reading

AXES = 128  # of 512: no answer got worse by leaving out the others (docs/knowledge.md)
SAME = 0.9  # share of examples that must be the same for what was learned of them to be gone on from
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
        """`owners` are the classes of the texts, from 0 to below `size`, in order."""
        self._owners = np.array(owners, np.int32)
        self._starts = np.searchsorted(self._owners, np.arange(size + 1))
        said = [f"{owner} {text}" for owner, text in zip(owners, texts, strict=True)]
        self.key = material.key(said)
        kept = material.reckoned("examples", said, lambda: self._reckoned(texts, said, size, material))
        self._axes, self._lessons = kept["axes"], kept["lessons"]
        # A column for each example: so a few rows times all of them takes half of the time.
        self._vectors = np.ascontiguousarray(kept["vectors"].T)
        self._sounds = Sounds(kept=kept)

    def _reckoned(self, texts: Sequence[str], said: Sequence[str], size: int, material: Material) -> Arrays:
        whole, readings = material.vectors(texts), [material.reading(text) for text in texts]
        sounds = Sounds([reading.sounds for reading in readings])
        targets = np.zeros((len(texts), size), np.float32)
        for place in range(size):
            targets[self.of(place), place] = 1
        before = None if material.thorough else material.latest("examples")
        known = None if before is None else _known(before, said, size)
        if before is None or known is None:
            axes = _axes(whole)
            vectors = _along(axes, whole)
            learned = lessons.learn(vectors, sounds, readings, targets)
        else:
            axes = before["axes"]
            vectors = _along(axes, whole)
            learned = lessons.taught(known, vectors, sounds, readings, targets)
        heard = {name: rows for name, rows in sounds.arrays.items() if name != "gains"}  # never scored
        kept = {"axes": axes, "vectors": vectors, "lessons": learned, **heard}
        return kept | {"said": np.frombuffer("\0".join(said).encode(), np.uint8)}

    def likeness(self, heard: Sequence[Heard]) -> list[Likeness]:
        """How alike each thing that was heard is to the examples; together, as they lie in memory once."""
        meaning = _along(self._axes, np.stack([each.vector for each in heard])) @ self._vectors
        sound = np.stack([self._sounds.likeness(each.reading.sounds) for each in heard])
        learned = lessons.closeness(meaning + sound) @ self._lessons
        classes = np.stack((*self._best(meaning), *self._best(sound), learned), axis=2)
        return [Likeness(*each) for each in zip(meaning, sound, classes, strict=True)]

    def of(self, place: int) -> NDArray[np.int64]:
        """The rows of a class's examples."""
        return np.arange(self._starts[place], self._starts[place + 1])

    def between(self, rows: NDArray[np.int64], readings: Sequence[Reading]) -> NDArray[np.float32]:
        """How alike some examples are to each other (0 to 2), which are read so."""
        vectors = self._vectors[:, rows].T
        sounds = [self._sounds.likeness(reading.sounds)[rows] for reading in readings]
        found: NDArray[np.float32] = vectors @ vectors.T + np.stack(sounds)
        return found

    def _best(self, scores: Scores) -> tuple[Scores, Scores]:
        """For each row of scores and each class: its highest score, and the mean of its highest few."""
        left, sizes = scores.copy(), np.diff(self._starts)
        best, few = (np.zeros((len(scores), len(sizes)), np.float32) for _ in range(2))
        for turn in range(OFTEN):
            # What is behind a class that is left out was struck out, so that it adds to none before it.
            some = np.flatnonzero(sizes > turn)
            if not len(some):
                break
            highest = np.maximum.reduceat(left, self._starts[some], axis=1)
            few[:, some] += highest / OFTEN
            if turn == 0:
                best[:, some] = np.maximum(highest, 0)
            self._strike(left, highest, some)
        return best, few

    def _strike(self, left: Scores, highest: Scores, some: NDArray[np.int64]) -> None:
        """Leave the highest score of each of some classes out, once."""
        ends = np.append(self._starts[some][1:], len(self._owners))
        begin = self._starts[some[0]]
        rows, found = np.nonzero(left[:, begin:] == np.repeat(highest, ends - self._starts[some], axis=1))
        owners = self._owners[begin:][found]
        first = np.ones(len(rows), bool)
        first[1:] = (rows[1:] != rows[:-1]) | (owners[1:] != owners[:-1])
        left[rows[first], begin + found[first]] = -np.inf


def _known(before: Arrays, said: Sequence[str], size: int) -> NDArray[np.float32] | None:
    """What was learned before of these examples, zeros for new ones; None where too many changed."""
    if "said" not in before:  # kept by another version
        return None
    place = {each: row for row, each in enumerate(before["said"].tobytes().decode().split("\0"))}
    rows = [(row, place[each]) for row, each in enumerate(said) if each in place]
    if len(rows) < SAME * max(len(place), len(said)) or before["lessons"].shape[1] != size:
        return None
    known = np.zeros((len(said), size), np.float32)
    now, then = np.array(rows, np.int64).T
    known[now] = before["lessons"][then]
    return known


def _axes(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The directions in which the examples differ most: a quarter of all tells them apart as well."""
    _, found = np.linalg.eigh(vectors.T @ vectors)
    return np.ascontiguousarray(found[:, -AXES:])


def _along(axes: NDArray[np.float32], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors in those directions only, of length 1 again."""
    found = vectors @ axes
    shorter: NDArray[np.float32] = found / np.linalg.norm(found, axis=-1, keepdims=True)
    return shorter
