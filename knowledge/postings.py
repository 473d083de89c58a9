"""BM25 over texts that are given as numbers: which texts hold a key, and what it adds to their scores.

What each key adds to each text's score is reckoned once and lies in one row, key after key: a question only
adds up, and many short texts weigh little. What the keys are, words or pieces of sound, say `search` and
`sounds`.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Keys = NDArray[np.int64]
Arrays = dict[str, NDArray[Any]]

# The usual values; short texts like FAQ entries and these articles are not sensitive to them.
K1, B = 1.2, 0.75


class Postings:
    """The rows of all keys (0, 1, …); never changed once reckoned."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = {name: arrays[name] for name in _NAMES if name in arrays}
        self._weights, self._places, self._starts = arrays["weights"], arrays["places"], arrays["starts"]
        self.wholes: Scores = arrays["wholes"]
        self.size = len(self.wholes)

    def scores(self, keys: Keys) -> Scores:
        """The score of every text; 0 where it has none of the keys."""
        gains = [self.arrays["gains"][row] for row in self._rows(keys)]
        return self._added(keys, np.concatenate(gains) if gains else self.wholes[:0])

    def covered(self, keys: Keys) -> Scores:
        """How much those of the keys weigh that each text has."""
        return self._added(keys, np.repeat(self._weights[keys], self._starts[keys + 1] - self._starts[keys]))

    def _added(self, keys: Keys, values: Scores) -> Scores:
        """What the rows of the keys give to each text, one behind the other: one count is a third of many."""
        places = [self._places[row] for row in self._rows(keys)]
        if not places:
            return np.zeros(self.size, np.float32)
        return np.bincount(np.concatenate(places), values, self.size).astype(np.float32)

    def _rows(self, keys: Keys) -> list[slice]:
        begins, ends = self._starts[keys].tolist(), self._starts[keys + 1].tolist()
        return list(map(slice, begins, ends))

    def whole(self, keys: Keys, others: int) -> float:
        """How much keys weigh together, and so many others that no text has."""
        return float(self._weights[keys].sum()) + others * self.weight()

    def weight(self, key: int | None = None) -> float:
        """How much a key tells: rare ones more; one that no text has, most of all."""
        return _rarity(0, self.size) if key is None else float(self._weights[key])

    def row(self, key: int) -> NDArray[np.int32]:
        """The texts that have it."""
        found: NDArray[np.int32] = self._places[self._starts[key] : self._starts[key + 1]]
        return found


_NAMES = ("weights", "places", "gains", "starts", "wholes")


def reckoned(texts: Sequence[Keys], size: int) -> Arrays:
    """The arrays of so many keys, over texts that hold them as often as they do."""
    lengths = np.array([len(text) for text in texts], np.float32)
    owners = np.repeat(np.arange(len(texts)), lengths.astype(np.int64))
    said = np.concatenate(texts) if texts else np.zeros(0, np.int64)
    # By key and then by text, as the rows lie.
    pairs, counts = np.unique(said * max(len(texts), 1) + owners, return_counts=True)
    keys, places = np.divmod(pairs, max(len(texts), 1))
    held = np.bincount(keys, minlength=size)
    weights = np.array([_rarity(int(count), len(texts)) for count in held], np.float32)
    mean = max(1.0, float(lengths.mean())) if texts else 1.0
    norms = (K1 * (1 - B + B * lengths / mean)).astype(np.float32)[places]
    own, often = weights[keys], counts.astype(np.float32)
    return {
        "weights": weights,
        "places": places.astype(np.int32),
        "gains": own * often * np.float32(K1 + 1) / (often + norms),
        "starts": np.concatenate([[0], np.cumsum(held)]).astype(np.int64),
        "wholes": np.bincount(places, own, len(texts)).astype(np.float32),
    }


def beside_best(scores: Scores) -> Scores:
    """Scores as shares of the best, so that scores of different kinds can be added."""
    best = float(scores.max(initial=0.0))
    return scores / best if best > 0 else scores


def _rarity(count: int, size: int) -> float:
    return math.log(1 + (size - count + 0.5) / (count + 0.5))
