"""What examples teach about classes: solved as exactly as it is used, and the near ones decide."""

import numpy as np

from knowledge import lessons
from knowledge.sounds import Sounds
from knowledge.words import read

SAID = (
    "補助金はいくらですか",
    "補助金の上限は",
    "研修はいつですか",
    "研修の日にちは",
    "電話番号は",
    "電話は何番",
)
CLASSES = np.repeat(np.eye(3, dtype=np.float32), 2, axis=0)


def test_the_solution_is_that_of_the_equations() -> None:
    readings = [read(text) for text in SAID]
    sounds = Sounds([each.sounds for each in readings])
    vectors = np.random.default_rng(1).normal(size=(len(SAID), 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    alike = vectors @ vectors.T + np.stack([sounds.likeness(each.sounds) for each in readings])
    ridge = lessons.RIDGE * np.eye(len(SAID), dtype=np.float32)

    learned = lessons.learn(vectors, sounds, readings, CLASSES)

    assert np.allclose((lessons.closeness(alike) + ridge) @ learned, CLASSES, atol=1e-3)


def test_blocks_of_any_size_give_the_solution() -> None:
    random = np.random.default_rng(2)
    half = random.normal(size=(50, 50)).astype(np.float32)
    matrix, targets = half @ half.T + np.eye(50, dtype=np.float32), half[:, :3]
    wanted = np.linalg.solve(matrix, targets)

    for block in (1, 7, 25, 49, 50, 64):
        assert np.allclose(lessons.solved(matrix.copy(), targets, block), wanted, atol=1e-2)


def test_what_is_nearest_decides() -> None:
    likeness = np.array([1.8, 1.0, 0.2, 0.1, 0.0, 0.3], np.float32)

    assert (lessons.closeness(likeness) @ CLASSES).argmax() == 0


def test_a_new_example_is_taught_without_forgetting_the_others() -> None:
    readings = [read(text) for text in SAID]
    sounds = Sounds([each.sounds for each in readings])
    vectors = np.eye(len(SAID), dtype=np.float32)
    known = lessons.learn(vectors, sounds, readings, CLASSES)
    known[-1] = 0

    learned = lessons.taught(known.copy(), vectors, sounds, readings, CLASSES)
    alike = lessons.closeness(
        vectors + np.stack([sounds.likeness(each.sounds) for each in readings]).astype(np.float32)
    )

    assert np.array_equal(learned[:-1], known[:-1])
    assert (alike @ learned).argmax(axis=1).tolist() == CLASSES.argmax(axis=1).tolist()
