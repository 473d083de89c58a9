"""BM25 over any texts: which are nearest to a question, and how much of the question they cover."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain

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
        counted = [Counter(text) for text in texts]
        self._size = len(texts)
        self._weights = {word: self._rarity(count) for word, count in Counter(chain(*counted)).items()}
        # What each word adds to each text's score, reckoned once: a question only adds up.
        self._gains: dict[str, list[tuple[int, float]]] = defaultdict(list)
        mean = sum(map(len, texts)) / max(1, self._size)
        for place, (text, counts) in enumerate(zip(texts, counted, strict=True)):
            norm = K1 * (1 - B + B * len(text) / max(1.0, mean))
            for word, count in counts.items():
                self._gains[word].append((place, self._weights[word] * count * (K1 + 1) / (count + norm)))
        self._wholes = [self._whole(counts) for counts in counted]

    def find(self, question: Sequence[str], top: int) -> list[Hit]:
        """The `top` nearest texts, best first; texts without a word of the question are left out."""
        scores: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        asked = set(question)
        for word in asked:
            weight = self.weight(word)
            for place, gain in self._gains.get(word, ()):
                scores[place] += gain
                covered[place] += weight
        whole = self._whole(asked)
        best = nsmallest(top, scores, key=lambda place: (-scores[place], place))
        return [
            Hit(
                place,
                scores[place],
                covered[place] / whole,
                2 * covered[place] / (whole + self._wholes[place]),
            )
            for place in best
        ]

    def weight(self, word: str) -> float:
        """How much a word tells: rare words more; one that no text has, most of all."""
        return self._weights.get(word) or self._rarity(0)

    def _whole(self, text: Iterable[str]) -> float:
        return sum(self.weight(word) for word in text) or 1.0

    def _rarity(self, count: int) -> float:
        return math.log(1 + (self._size - count + 0.5) / (count + 0.5))
