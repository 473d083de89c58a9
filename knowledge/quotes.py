"""What an article says that a question is about: its facts and sentences, the nearest first.

A fact is near by the ways people ask for it, and if it is of the kind that is asked for (an amount, a
date); a sentence by its words and its meaning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge import asking
from knowledge.articles import Article
from knowledge.facts import Fact
from knowledge.finder import Finder, Seen
from knowledge.library import Library
from knowledge.material import Material
from knowledge.passages import readable, sentences
from knowledge.postings import Arrays
from knowledge.search import Index

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What makes a quote near: surely asked for (0-4), of the kind asked for, the question's words in it, meant
# alike.
ALIKE, OF_THE_KIND, WORDS, MEANING = 1.0, 0.25, 0.6, 0.6
LONGEST, READABLE = 260, 160  # characters of a quote, and of a sentence that is shown whole for a piece of it


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of the plan's own text; `near` is how near it is to the question (0 to about 5)."""

    text: str
    fact: Fact | None
    near: float


class Quotes:
    """All that can be quoted of every article; never changed once built."""

    def __init__(self, library: Library, material: Material) -> None:
        self._texts: dict[str, list[tuple[str, Fact | None]]] = {}
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._words: dict[str, list[frozenset[str]]] = {}
        for article in library.articles:
            self._texts[article.id] = list(_quotable(article, library.facts_of))
        shown = [text for texts in self._texts.values() for text, _ in texts]
        kept = material.reckoned("quotes", shown, lambda: _reckoned(shown, material))
        words, start = Index(kept=kept).held(), 0
        for name, texts in self._texts.items():
            place = slice(start, start := start + len(texts))
            self._vectors[name], self._words[name] = kept["vectors"][place], words[place]

    def near(self, finder: Finder, article: Article, seen: Sequence[Seen]) -> list[Quote]:
        """The quotes of an article, nearest first, to a message and its sentences."""
        best: dict[str, Quote] = {}
        for each in seen:
            for quote in self._near(finder, article, each):
                if quote.text not in best or quote.near > best[quote.text].near:
                    best[quote.text] = quote
        return sorted(best.values(), key=lambda quote: -quote.near)

    def _near(self, finder: Finder, article: Article, seen: Seen) -> list[Quote]:
        asked, kinds = set(seen.heard.reading.words), asking.attributes(seen.heard.text)
        whole = sum(finder.weight(word) for word in asked) or 1.0
        alike, meant = finder.facts(seen, article), self._vectors[article.id] @ seen.heard.vector
        found = []
        for (text, fact), held, meaning in zip(
            self._texts[article.id], self._words[article.id], meant, strict=True
        ):
            near = (
                MEANING * float(meaning) + WORDS * sum(finder.weight(word) for word in asked & held) / whole
            )
            if fact is not None:
                near += ALIKE * alike.get(fact.id, 0.0) + OF_THE_KIND * (fact.attribute in kinds)
            found.append(Quote(text, fact, near))
        return found


def _reckoned(texts: Sequence[str], material: Material) -> Arrays:
    index = Index([material.reading(text).words for text in texts])
    return {"vectors": material.vectors(texts), **index.arrays}


def _quotable(article: Article, facts: Mapping[str, Sequence[Fact]]) -> list[tuple[str, Fact | None]]:
    """Facts first: a sentence that a fact is quoted in needs no second place."""
    stated = [
        (_whole(article, readable(fact.span)), fact)
        for fact in facts.get(article.id, ())
        if readable(fact.span) not in article.title  # the title is shown anyway
    ]
    shown = [text for text, _ in stated]
    return [*stated, *((each, None) for each in sentences(article) if each not in shown)] or [("", None)]


def _whole(article: Article, span: str) -> str:
    """The sentence that a fact is a piece of, unless it is long: a piece alone reads badly."""
    whole = next((each for each in sentences(article) if span in each and len(each) <= READABLE), span)
    return whole[:LONGEST]
