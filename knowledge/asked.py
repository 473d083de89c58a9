"""Which fact of an article is asked for, learned from the ways in which people ask for each.

The most alike way of asking alone finds the right fact for 80 % of held-out asks; all of an article's asks
weighed against each other (`knowledge/lessons.py`, each article by itself) for 89 %.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.examples import Examples, Likeness
from knowledge.lessons import RIDGE, solved
from knowledge.material import Material
from knowledge.postings import Arrays

LEARNED = 2.0  # how much what is learned counts beside the most alike way of asking


@dataclass(frozen=True, slots=True)
class _Place:
    """The asks of an article that ask for a fact, and what they teach: a row for each, a column a fact."""

    rows: NDArray[np.int64]
    owners: NDArray[np.int64]
    facts: tuple[str, ...]


class Asked:
    """What is asked for in every article; never changed once built."""

    def __init__(
        self,
        texts: Sequence[str],
        facts: Sequence[str | None],
        size: int,
        examples: Examples,
        material: Material,
    ) -> None:
        """`facts` are for each of the examples' texts the fact that it asks for, if any.

        The first `size` classes of the examples are the articles.
        """
        self._places = [_place(facts, examples.of(place)) for place in range(size)]
        depends = [examples.key, *map(str, facts)]
        self._lessons = material.reckoned("facts", depends, lambda: self._reckoned(texts, examples, material))

    def _reckoned(self, texts: Sequence[str], examples: Examples, material: Material) -> Arrays:
        def alike(rows: NDArray[np.int64]) -> NDArray[np.float32]:
            return examples.between(rows, [material.reading(texts[int(row)]) for row in rows])

        return {
            str(number): _learned(alike(place.rows), place)
            for number, place in enumerate(self._places)
            if place.facts
        }

    def near(self, place: int, likeness: Likeness) -> Mapping[str, float]:
        """How surely each fact of an article is asked for (0 to about 4)."""
        here = self._places[place]
        if not here.facts:
            return {}
        alike = likeness.both[here.rows]
        learned = alike @ self._lessons[str(place)]
        best = np.zeros(len(here.facts), np.float32)
        np.maximum.at(best, here.owners, alike)
        return dict(zip(here.facts, (best + LEARNED * np.maximum(learned, 0)).tolist(), strict=True))


def _place(facts: Sequence[str | None], rows: NDArray[np.int64]) -> _Place:
    asking = [int(row) for row in rows if facts[int(row)] is not None]
    known = sorted({fact for row in asking if (fact := facts[row]) is not None})
    owners = [known.index(fact) for row in asking if (fact := facts[row]) is not None]
    return _Place(np.array(asking, np.int64), np.array(owners, np.int64), tuple(known))


def _learned(alike: NDArray[np.float32], place: _Place) -> NDArray[np.float32]:
    targets = np.eye(len(place.facts), dtype=np.float32)[place.owners]
    alike[np.diag_indices_from(alike)] += RIDGE
    return solved(alike, targets)
