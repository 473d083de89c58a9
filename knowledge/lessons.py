"""What class something belongs to, learned from all examples at once: kernel ridge regression.

The most alike example says little where classes resemble each other (three subsidies, four staff titles).
Here every example weighs in, for its own class and against the others, by how alike it is in meaning and in
sound.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.search import Index
from knowledge.words import Reading

RIDGE = 1.0  # of 0.3 to 3 as good as any; see docs/knowledge.md


def learn(
    vectors: NDArray[np.float32],
    sounds: Index,
    readings: Sequence[Reading],
    owners: NDArray[np.int32],
    size: int,
) -> NDArray[np.float32]:
    """A row for each example: how much it counts for each of `size` classes."""
    alike = vectors @ vectors.T
    for place, reading in enumerate(readings):
        alike[place] += sounds.likeness(reading.sounds)
    alike[np.diag_indices_from(alike)] += RIDGE
    found: NDArray[np.float32] = np.linalg.solve(alike, np.eye(size, dtype=np.float32)[owners])
    return found
