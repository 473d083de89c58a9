"""The search of the answers over any FAQ corpus, as a TREC run, to be measured by others' tools.

Words and meaning, added up with fixed weights: on public FAQ sets that does better than mixing ranks
(docs/knowledge.md).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from knowledge.encoder import Encoder
from knowledge.postings import Scores, beside_best
from knowledge.search import Index
from knowledge.sounds import Sounds
from knowledge.words import read

QUESTION_WEIGHT = 2  # a FAQ's own question is nearer to what is asked than its answer
# Shares of words, of sounds, of the likeness to the question alone and to question and answer together.
BY_WORDS, BY_SOUNDS, BY_QUESTION, BY_BOTH = 1.0, 0.2, 0.7, 0.9
_ANSWER = 200  # characters of an answer that are encoded with its question
_AT_ONCE = 64


def rank(
    corpus: Iterable[Mapping[str, Any]], queries: Iterable[Mapping[str, Any]], top: int, encoder: Encoder
) -> Iterator[str]:
    """Lines `qid Q0 docid rank score wasshoi`, best first for each query.

    Args:
        corpus: rows with `id`, `question` and `answer`.
        queries: rows with `id` and `text`.
        top: at most so many lines for a query.
        encoder: makes vectors of texts.
    """
    rows = [(row["id"], str(row["question"]), str(row["answer"])) for row in corpus]
    if not rows:
        return
    readings = [(read(question), read(answer)) for _, question, answer in rows]
    words = Index([asked.words * QUESTION_WEIGHT + told.words for asked, told in readings])
    sounds = Sounds([asked.sounds for asked, _ in readings])
    questions = _vectors(encoder, [question for _, question, _ in rows])
    both = _vectors(encoder, [f"{question} {answer[:_ANSWER]}" for _, question, answer in rows])
    for query in queries:
        text = str(query["text"])
        asked, vector = read(text), encoder.vectors([text])[0]
        scores: Scores = (
            BY_WORDS * beside_best(words.scores(asked.words))
            + BY_SOUNDS * beside_best(sounds.scores(asked.sounds))
            + BY_QUESTION * (questions @ vector)
            + BY_BOTH * (both @ vector)
        )
        for place, each in enumerate(np.argsort(-scores, kind="stable")[:top], start=1):
            yield f"{query['id']} Q0 {rows[each][0]} {place} {scores[each]:.4f} wasshoi"


def _vectors(encoder: Encoder, texts: list[str]) -> Scores:
    return np.concatenate(
        [encoder.vectors(texts[start : start + _AT_ONCE]) for start in range(0, len(texts), _AT_ONCE)]
    )
