"""Texts by their words: how near each is to a question, and how much of the question it covers."""

from collections.abc import Iterable, Sequence

import numpy as np

from knowledge.postings import Arrays, Keys, Postings, Scores, reckoned

_BETWEEN = "\n"  # no word holds a line break


class Index:
    """An index of texts given as lists of words."""

    def __init__(self, texts: Sequence[Sequence[str]] = (), kept: Arrays | None = None) -> None:
        """Over texts, or as it was when its `arrays` were kept."""
        arrays = _reckoned(texts) if kept is None else kept
        words = arrays["words"].tobytes().decode()
        self._keys = {word: key for key, word in enumerate(words.split(_BETWEEN) if words else ())}
        self._postings = Postings(arrays)
        self.arrays = {"words": arrays["words"], **self._postings.arrays}

    def scores(self, question: Iterable[str]) -> Scores:
        """The score of every text; 0 where it has no word of the question."""
        return self._postings.scores(self._known(set(question)))

    def coverage(self, question: Iterable[str]) -> Scores:
        """The share of the question's weight that each text contains (0–1)."""
        asked = set(question)
        known = self._known(asked)
        whole = self._postings.whole(known, len(asked) - len(known))
        return self._postings.covered(known) / np.float32(whole or 1.0)

    def held(self) -> list[frozenset[str]]:
        """The words of every text."""
        found: list[set[str]] = [set() for _ in range(self._postings.size)]
        for word, key in self._keys.items():
            for place in self._postings.row(key):
                found[place].add(word)
        return [frozenset(each) for each in found]

    def weight(self, word: str) -> float:
        """How much a word tells: rare words more; one that no text has, most of all."""
        return self._postings.weight(self._keys.get(word))

    def _known(self, words: Iterable[str]) -> Keys:
        return np.array([key for word in words if (key := self._keys.get(word)) is not None], np.int64)


def _reckoned(texts: Sequence[Sequence[str]]) -> Arrays:
    keys: dict[str, int] = {}
    numbered = [np.array([keys.setdefault(word, len(keys)) for word in text], np.int64) for text in texts]
    words = np.frombuffer(_BETWEEN.join(keys).encode(), np.uint8)
    return {"words": words, **reckoned(numbered, len(keys))}
