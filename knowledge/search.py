"""BM25 over any texts: how near each is to a question, and how much of the question it covers."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

# The usual values; short texts like FAQ entries and these articles are not sensitive to them.
K1, B = 1.2, 0.75


class Index:
    """An index of texts given as lists of words."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        counted = [Counter(text) for text in texts]
        self._size = len(texts)
        self._weights = {word: self._rarity(count) for word, count in Counter(chain(*counted)).items()}
        # What each word adds to each text's score, reckoned once: a question only adds up.
        places: dict[str, list[int]] = {word: [] for word in self._weights}
        gains: dict[str, list[float]] = {word: [] for word in self._weights}
        mean = sum(map(len, texts)) / max(1, self._size)
        for place, (text, counts) in enumerate(zip(texts, counted, strict=True)):
            norm = K1 * (1 - B + B * len(text) / max(1.0, mean))
            for word, count in counts.items():
                places[word].append(place)
                gains[word].append(self._weights[word] * count * (K1 + 1) / (count + norm))
        self._gains = {
            word: (np.array(places[word], np.int32), np.array(gains[word], np.float32)) for word in places
        }
        self._wholes = np.array([self._whole(counts) for counts in counted], np.float32)

    def scores(self, question: Iterable[str]) -> Scores:
        """The score of every text; 0 where it has no word of the question."""
        found = np.zeros(self._size, np.float32)
        for word in set(question):
            held = self._gains.get(word)
            if held is not None:
                found[held[0]] += held[1]
        return found

    def coverage(self, question: Iterable[str]) -> Scores:
        """The share of the question's weight that each text contains (0–1)."""
        asked = set(question)
        return self._covered(asked) / (self._whole(asked) or 1.0)

    def likeness(self, question: Iterable[str]) -> Scores:
        """How much of the question and each text together is the same (0–1)."""
        asked = set(question)
        found: Scores = 2 * self._covered(asked) / np.maximum(self._wholes + self._whole(asked), 1e-6)
        return found

    def _covered(self, asked: Iterable[str]) -> Scores:
        covered = np.zeros(self._size, np.float32)
        for word in asked:
            held = self._gains.get(word)
            if held is not None:
                covered[held[0]] += self.weight(word)
        return covered

    def _whole(self, text: Iterable[str]) -> float:
        return sum(self.weight(word) for word in text)

    def weight(self, word: str) -> float:
        """How much a word tells: rare words more; one that no text has, most of all."""
        return self._weights.get(word) or self._rarity(0)

    def _rarity(self, count: int) -> float:
        return math.log(1 + (self._size - count + 0.5) / (count + 0.5))


def beside_best(scores: Scores) -> Scores:
    """Scores as shares of the best, so that scores of different kinds can be added."""
    best = float(scores.max(initial=0.0))
    return scores / best if best > 0 else scores
