"""Texts by how they sound: pieces of two and three characters, which find kana and words typed amiss.

A piece is a number made of its characters, so that tens of thousands of them lie in one sorted row and not in
a table of words.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.postings import Arrays, Keys, Postings, Scores, reckoned

Pieces = NDArray[np.uint64]

_BITS = np.uint64(21)  # of a character


def pieces(spoken: str) -> Pieces:
    """The pieces of a text as it is spoken, as often as they are in it."""
    signs = np.frombuffer(spoken.encode("utf-32-le"), np.uint32).astype(np.uint64)
    two = signs[:-1] << _BITS | signs[1:]
    return np.concatenate([two, two[:-1] << _BITS | signs[2:]])


class Sounds:
    """An index of texts given as pieces."""

    def __init__(self, texts: Sequence[Pieces] = (), kept: Arrays | None = None) -> None:
        """Over texts, or as it was when its `arrays` were kept."""
        arrays = _reckoned(texts) if kept is None else kept
        self._pieces, self._postings = arrays["pieces"], Postings(arrays)
        self.arrays = {"pieces": self._pieces, **self._postings.arrays}

    def scores(self, question: Pieces) -> Scores:
        """The score of every text; 0 where it has no piece of the question."""
        return self._postings.scores(self._known(question)[0])

    def coverage(self, question: Pieces) -> Scores:
        """The share of the question's weight that each text contains (0–1)."""
        known, whole = self._known(question)
        return self._postings.covered(known) / np.float32(whole or 1.0)

    def likeness(self, question: Pieces) -> Scores:
        """How much of the question and each text together is the same (0–1)."""
        known, whole = self._known(question)
        covered, both = self._postings.covered(known), self._postings.wholes + np.float32(whole)
        found: Scores = np.float32(2) * covered / np.maximum(both, np.float32(1e-6))
        return found

    def _known(self, question: Pieces) -> tuple[Keys, float]:
        """The keys of a question's pieces, and how much all of them weigh."""
        asked = np.unique(question)
        keys = np.searchsorted(self._pieces, asked)
        # What is behind the last one is no key; it is compared with the last, and differs.
        there = np.minimum(keys, max(len(self._pieces) - 1, 0))
        known = there[self._pieces[there] == asked] if len(self._pieces) else np.zeros(0, np.int64)
        return known, self._postings.whole(known, len(asked) - len(known))


def _reckoned(texts: Sequence[Pieces]) -> Arrays:
    said = np.concatenate(texts) if texts else np.zeros(0, np.uint64)
    known, keys = np.unique(said, return_inverse=True)
    ends = np.cumsum([len(text) for text in texts])[:-1]
    return {"pieces": known, **reckoned(np.split(keys, ends) if texts else [], len(known))}
