"""How near each article is to a question: by its text, by the ways people ask for it, and by their sound.

Three signs, since each fails where another holds: the text knows what nobody thought to ask, the asked
questions know everyday words, the sound knows kana and words typed amiss.
"""

import re
from dataclasses import dataclass
from functools import cache

from knowledge.library import Article, articles
from knowledge.search import Index
from knowledge.words import pairs, sounds, words

TITLE, ASKED, BODY = 3, 3, 1  # how often each part of an article counts in its text
# What the three signs count for in the order. Chosen on a set of questions written apart (docs/knowledge.md);
# anything near these does as well.
BY_TEXT, BY_WORDS, BY_SOUND = 0.3, 0.5, 1.0
LOOKED_AT = 60  # asked questions of the best score; the most alike are among them


@dataclass(frozen=True, slots=True)
class Near:
    """An article, how near it is next to the others (`score`), and each sign for itself (0–1)."""

    article: Article
    score: float
    coverage: float
    likeness: float
    sound: float

    @property
    def trust(self) -> float:
        """How sure it is that the question is about this article (0–3)."""
        return self.coverage + self.likeness + self.sound


def nearest(text: str) -> list[Near]:
    """All articles that have anything in common with a question, nearest first."""
    asked = words(text)
    by_text = _by_text(asked)
    coverage = {hit.place: hit.coverage for hit in _everything().find(asked, top=len(articles()))}
    likeness = _best(_asks_in_words(), asked)
    sound = _best(_asks_in_sounds(), sounds(text))
    found = []
    for place in by_text.keys() | likeness.keys() | sound.keys():
        alike, heard = likeness.get(place, 0.0), sound.get(place, 0.0)
        score = BY_TEXT * by_text.get(place, 0.0) + BY_WORDS * alike + BY_SOUND * heard
        found.append((place, Near(articles()[place], score, coverage.get(place, 0.0), alike, heard)))
    return [near for _, near in sorted(found, key=lambda each: (-each[1].score, each[0]))]


def weight(word: str) -> float:
    """How much a word tells among the articles."""
    return _everything().weight(word)


def load() -> None:
    """Build the indexes."""
    nearest("地域協働")


def _by_text(asked: list[str]) -> dict[int, float]:
    """Scores next to the best; neighbouring words add, since 支援 + 事業 is not 支援事業."""
    by_word, by_pair = _texts()
    scores = {hit.place: hit.score for hit in by_word.find(asked, top=len(articles()))}
    best = max(scores.values(), default=1.0)
    for hit in by_pair.find(pairs(asked), top=len(articles())):
        scores[hit.place] = scores.get(hit.place, 0.0) + hit.score
    return {place: score / best for place, score in scores.items()}


def _best(index: Index, asked: list[str]) -> dict[int, float]:
    """For each article, the likeness of its most alike question."""
    best: dict[int, float] = {}
    for hit in index.find(asked, top=LOOKED_AT):
        place = _asks()[hit.place][0]
        best[place] = max(best.get(place, 0.0), hit.likeness)
    return best


@cache
def _asks() -> tuple[tuple[int, str], ...]:
    return tuple(
        (place, ask) for place, article in enumerate(articles()) for ask in (article.question, *article.asks)
    )


@cache
def _asks_in_words() -> Index:
    return Index([words(ask) for _, ask in _asks()])


@cache
def _asks_in_sounds() -> Index:
    return Index([sounds(ask) for _, ask in _asks()])


@cache
def _texts() -> tuple[Index, Index]:
    texts = [_text(article) for article in articles()]
    by_word = Index([[word for part in text for word in part] for text in texts])
    return by_word, Index([[pair for part in text for pair in pairs(part)] for text in texts])


@cache
def _everything() -> Index:
    texts = [[*_text(article), *(words(ask) for ask in article.asks)] for article in articles()]
    return Index([[word for part in text for word in part] for text in texts])


def _text(article: Article) -> list[list[str]]:
    asked = [words(article.question), *(words(phrase) for phrase in article.words.split())]
    return [words(article.title)] * TITLE + asked * ASKED + [_body(article)] * BODY


def _body(article: Article) -> list[str]:
    # Without the marks of tables and lists, and in pieces that `words` takes whole.
    plain = re.sub(r"<[^>]+>|[\t#]", " ", article.body)
    return [word for start in range(0, len(plain), 900) for word in words(plain[start : start + 900])]
