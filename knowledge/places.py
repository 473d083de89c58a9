"""The articles as they are searched: words, pairs of words, sounds; titles and leads as vectors.

An article's words are its own text, its English telling, and (for `words` and `sounds`) the ways in which
people ask for it.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import astuple

import numpy as np

from knowledge.articles import Article
from knowledge.library import Library
from knowledge.material import Material
from knowledge.postings import Arrays
from knowledge.search import Index
from knowledge.sounds import Sounds
from knowledge.tellings import Language
from knowledge.words import Reading, pairs

TITLE, NAMES, ASKED = 3, 2, 2  # how often these count beside the body in an article's text
LEAD = 200  # characters of the lead that are encoded
_BY_WORDS = ("own ", "words ", "pairs ")
_BY_SOUNDS = "sounds "
_PIECE = 900  # characters of a body read at once, below the limit of `words`
_MARKS = re.compile(r"<[^>]+>|[\t#|]")


class Places:
    """Indexes over the articles, in their order; never changed once built."""

    def __init__(self, library: Library, said: Sequence[Sequence[str]], material: Material) -> None:
        """`said` are for each article the ways in which people ask for it."""
        articles = library.articles
        told = [_telling(library, article) for article in articles]
        texts = [json.dumps(astuple(article)) for article in articles]
        kept = material.reckoned(
            "places",
            [*texts, *told, *map(json.dumps, said)],
            lambda: _reckoned(articles, told, said, material),
        )
        self.own, self.words, self.pairs = (Index(kept=_part(kept, name)) for name in _BY_WORDS)
        self.sounds = Sounds(kept=_part(kept, _BY_SOUNDS))
        self.titles, self.leads = kept["titles"], kept["leads"]
        self.known = self.words.held()


def _reckoned(
    articles: Sequence[Article], told: Sequence[str], said: Sequence[Sequence[str]], material: Material
) -> Arrays:
    own, words, sounds, two = [], [], [], []
    for article, telling, asks in zip(articles, told, said, strict=True):
        parts = [*_parts(article, material), *([material.reading(telling)] if telling else [])]
        asked = [material.reading(ask) for ask in asks] * ASKED
        own.append([word for part in parts for word in part.words])
        words.append([word for part in (*parts, *asked) for word in part.words])
        sounds.append(np.concatenate([part.sounds for part in (*parts, *asked)]))
        two.append([pair for part in parts for pair in pairs(part.words)])
    by_words = zip(_BY_WORDS, (own, words, two), strict=True)
    held = {name: Index(texts).arrays for name, texts in by_words} | {_BY_SOUNDS: Sounds(sounds).arrays}
    kept = {f"{name}{key}": rows for name, arrays in held.items() for key, rows in arrays.items()}
    kept["titles"] = material.vectors([article.title for article in articles])
    kept["leads"] = material.vectors(["".join(article.lead)[:LEAD] for article in articles])
    return kept


def _part(kept: Arrays, name: str) -> Arrays:
    return {key.removeprefix(name): rows for key, rows in kept.items() if key.startswith(name)}


def _telling(library: Library, article: Article) -> str:
    told = library.tellings.get(article.id, {}).get(Language.ENGLISH)
    return f"{told.title} {told.text}" if told else ""


def _parts(article: Article, material: Material) -> list[Reading]:
    """An article's text in readings, its title and names as often as they count."""
    plain = _MARKS.sub(" ", article.body)
    names = [material.reading(name) for name in article.words.split()]
    body = [material.reading(plain[start : start + _PIECE]) for start in range(0, len(plain), _PIECE)]
    return [material.reading(article.title)] * TITLE + names * NAMES + body
