"""The search of the answers over any FAQ corpus, as a TREC run, to be measured by others' tools."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from knowledge.search import Index
from knowledge.words import words

QUESTION_WEIGHT = 2  # a FAQ's own question is nearer to what is asked than its answer


def rank(
    corpus: Iterable[Mapping[str, Any]], queries: Iterable[Mapping[str, Any]], top: int
) -> Iterator[str]:
    """Lines `qid Q0 docid rank score wasshoi`, best first for each query.

    Args:
        corpus: rows with `id`, `question` and `answer`.
        queries: rows with `id` and `text`.
        top: at most so many lines for a query.
    """
    rows = list(corpus)
    index = Index([words(str(row["question"])) * QUESTION_WEIGHT + words(str(row["answer"])) for row in rows])
    for query in queries:
        for place, hit in enumerate(index.find(words(str(query["text"])), top), start=1):
            yield f"{query['id']} Q0 {rows[hit.place]['id']} {place} {hit.score:.4f} wasshoi"
