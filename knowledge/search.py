"""BM25 over any texts: which are nearest to a question, and how much of the question they cover."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

# The usual values; short texts like FAQ entries and these articles are not sensitive to them.
K1, B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Hit:
    """A text by its place in the index.

    `coverage` is the share of the question's weight that the text contains, `likeness` how much of both is
    the same (0–1).
    """

    place: int
    score: float
    coverage: float
    likeness: float


class Index:
    """An index of texts given as lists of words."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._size = len(texts)
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, text in enumerate(texts):
            for word, count in Counter(text).items():
                self._postings[word].append((place, count))
        mean = sum(map(len, texts)) / max(1, self._size)
        self._norms = [K1 * (1 - B + B * len(text) / max(1.0, mean)) for text in texts]
        self._wholes = [self._whole(text) for text in texts]

    def find(self, question: Sequence[str], top: int) -> list[Hit]:
        """The `top` nearest texts, best first; texts without a word of the question are left out."""
        scores: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        asked = set(question)
        for word in asked:
            weight = self.weight(word)
            for place, count in self._postings.get(word, ()):
                scores[place] += weight * count * (K1 + 1) / (count + self._norms[place])
                covered[place] += weight
        whole = self._whole(question)
        best = sorted(scores.items(), key=lambda each: (-each[1], each[0]))[:top]
        return [
            Hit(place, score, covered[place] / whole, 2 * covered[place] / (whole + self._wholes[place]))
            for place, score in best
        ]

    def _whole(self, text: Sequence[str]) -> float:
        return sum(self.weight(word) for word in set(text)) or 1.0

    def weight(self, word: str) -> float:
        """How much a word tells: rare words more; one that no text has, most of all."""
        count = len(self._postings.get(word, ()))
        return math.log(1 + (self._size - count + 0.5) / (count + 0.5))
