"""BM25 over any texts: how near each is to a question, and how much of the question it covers."""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Arrays = dict[str, NDArray[Any]]

# The usual values; short texts like FAQ entries and these articles are not sensitive to them.
K1, B = 1.2, 0.75
_BETWEEN = "\n"  # no word holds a line break


class Index:
    """An index of texts given as lists of words.

    What each word adds to each text's score is reckoned once and lies in one row, word after word: a question
    only adds up, and many short texts weigh little.
    """

    def __init__(self, texts: Sequence[Sequence[str]] = (), kept: Arrays | None = None) -> None:
        """Over texts, or as it was when its `arrays` were kept."""
        self.arrays = _reckoned(texts) if kept is None else kept
        words = self.arrays["words"].tobytes().decode()
        self._slots = {word: slot for slot, word in enumerate(words.split(_BETWEEN) if words else ())}
        self._weights, self._gains = self.arrays["weights"], self.arrays["gains"]
        self._places, self._starts = self.arrays["places"], self.arrays["starts"]
        self._wholes: Scores = self.arrays["wholes"]
        self._size = len(self._wholes)

    def scores(self, question: Iterable[str]) -> Scores:
        """The score of every text; 0 where it has no word of the question."""
        found = np.zeros(self._size, np.float32)
        for slot in self._known(question):
            row = slice(self._starts[slot], self._starts[slot + 1])
            found[self._places[row]] += self._gains[row]
        return found

    def coverage(self, question: Iterable[str]) -> Scores:
        """The share of the question's weight that each text contains (0–1)."""
        asked = set(question)
        return self._covered(asked) / np.float32(self._whole(asked) or 1.0)

    def likeness(self, question: Iterable[str]) -> Scores:
        """How much of the question and each text together is the same (0–1)."""
        asked = set(question)
        whole = np.float32(self._whole(asked))
        found: Scores = 2 * self._covered(asked) / np.maximum(self._wholes + whole, np.float32(1e-6))
        return found

    def held(self) -> list[frozenset[str]]:
        """The words of every text."""
        found: list[set[str]] = [set() for _ in range(self._size)]
        for word, slot in self._slots.items():
            for place in self._places[self._starts[slot] : self._starts[slot + 1]]:
                found[place].add(word)
        return [frozenset(each) for each in found]

    def weight(self, word: str) -> float:
        """How much a word tells: rare words more; one that no text has, most of all."""
        slot = self._slots.get(word)
        return _rarity(0, self._size) if slot is None else float(self._weights[slot])

    def _covered(self, asked: Iterable[str]) -> Scores:
        covered = np.zeros(self._size, np.float32)
        for slot in self._known(asked):
            covered[self._places[self._starts[slot] : self._starts[slot + 1]]] += self._weights[slot]
        return covered

    def _known(self, words: Iterable[str]) -> list[int]:
        return [slot for word in set(words) if (slot := self._slots.get(word)) is not None]

    def _whole(self, text: Iterable[str]) -> float:
        return sum(self.weight(word) for word in text)


def _reckoned(texts: Sequence[Sequence[str]]) -> Arrays:
    slots: dict[str, int] = {}
    placed, slotted, counted = array("i"), array("i"), array("f")
    for place, text in enumerate(texts):
        for word, count in Counter(text).items():
            placed.append(place)
            slotted.append(slots.setdefault(word, len(slots)))
            counted.append(count)
    owners, counts = np.array(slotted, np.int32), np.array(counted, np.float32)
    held = np.bincount(owners, minlength=len(slots))
    weights = np.array([_rarity(int(count), len(texts)) for count in held], np.float32)
    order = np.argsort(owners, kind="stable")
    places, own = np.array(placed, np.int32)[order], weights[owners[order]]
    lengths = np.array([len(text) for text in texts], np.float32)
    mean = max(1.0, float(lengths.mean())) if texts else 1.0
    norms = (K1 * (1 - B + B * lengths / mean)).astype(np.float32)[places]
    return {
        "words": np.frombuffer(_BETWEEN.join(slots).encode(), np.uint8),
        "weights": weights,
        "places": places,
        "gains": own * counts[order] * np.float32(K1 + 1) / (counts[order] + norms),
        "starts": np.concatenate([[0], np.cumsum(held)]).astype(np.int64),
        "wholes": np.bincount(places, own, len(texts)).astype(np.float32),
    }


def _rarity(count: int, size: int) -> float:
    return math.log(1 + (size - count + 0.5) / (count + 0.5))


def beside_best(scores: Scores) -> Scores:
    """Scores as shares of the best, so that scores of different kinds can be added."""
    best = float(scores.max(initial=0.0))
    return scores / best if best > 0 else scores
