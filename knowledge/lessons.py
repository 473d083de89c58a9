"""What class something belongs to, learned from all examples at once: kernel ridge regression.

The most alike example says little where classes resemble each other (three subsidies, four staff titles).
Here every example weighs in, for its own class and against the others, by how alike it is in meaning and in
sound. What is very alike counts far more than what is a little alike (`closeness`): that was worth four
points of right articles over plain likeness (docs/knowledge.md).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.sounds import Sounds
from knowledge.words import Reading

Rows = NDArray[np.float32]

RIDGE = 0.3  # of 0.3 and 1 the better; see docs/knowledge.md


def closeness(likeness: Rows) -> Rows:
    """How much an example weighs in that is so much alike (0 to 2) in meaning and sound together."""
    found: Rows = np.exp(likeness - 1)
    return found


def learn(vectors: Rows, sounds: Sounds, readings: Sequence[Reading], targets: Rows) -> Rows:
    """A row for each example: how much it counts for each class.

    Args:
        vectors: a row for each example.
        sounds: the index of the examples' sounds.
        readings: the examples as they are read.
        targets: for each example a row with 1 for its class.
    """
    alike = vectors @ vectors.T
    for place, reading in enumerate(readings):
        alike[place] += sounds.likeness(reading.sounds)
        alike[place] = closeness(alike[place])
    alike[np.diag_indices_from(alike)] += RIDGE
    return solved(alike, targets)


def solved(matrix: Rows, targets: Rows, block: int = 1024) -> Rows:
    """What a symmetric matrix makes the targets of, by elimination of one block after the other.

    In place, and two triangles in one: a third of the time and half of the memory of `np.linalg.solve`.
    (Conjugate gradients were no faster, and far off half-way.)
    """
    found, inverses = targets.copy(), []
    for start in range(0, len(matrix), block):
        end = min(start + block, len(matrix))
        inverses.append(np.linalg.inv(matrix[start:end, start:end].astype(np.float64)).astype(np.float32))
        below = matrix[end:, start:end].copy()
        factor = below @ inverses[-1]
        for row in range(0, len(below), block):
            stop = min(row + block, len(below))
            matrix[end + row : end + stop, end : end + stop] -= factor[row:stop] @ below[:stop].T
        found[end:] -= factor @ found[start:end]
        matrix[end:, start:end] = factor
    for start, inverse in zip(reversed(range(0, len(matrix), block)), reversed(inverses), strict=True):
        end = min(start + block, len(matrix))
        found[start:end] = inverse @ found[start:end] - matrix[end:, start:end].T @ found[end:]
    return found


def taught(known: Rows, vectors: Rows, sounds: Sounds, readings: Sequence[Reading], targets: Rows) -> Rows:
    """`known`, and what the examples whose rows in it are empty teach besides.

    Each of them puts right what the others say of it; what it would change in their rows is left out. So a
    new way of asking is in use within seconds, and all are weighed anew when `learn` is next called.
    """
    for place in map(int, np.flatnonzero(~known.any(axis=1))):
        near = closeness(vectors @ vectors[place] + sounds.likeness(readings[place].sounds))
        known[place] = (targets[place] - near @ known) / (near[place] + RIDGE)
    return known
