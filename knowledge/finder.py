"""How near each article is to a question, by signs with fixed weights; and whether it is one at all.

Each sign holds where others fail: the text knows what nobody thought to ask, the asked questions know
everyday words, the sound knows kana and words typed amiss, the vectors know other words and other
languages. The weights are those of logistic regressions on examples held out of the index (`python -m
tests.evaluation.weights`; docs/knowledge.md), not chosen by hand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge import acts, asking, slots
from knowledge.acts import Act
from knowledge.articles import Article
from knowledge.encoder import Encoder
from knowledge.english import gloss
from knowledge.examples import Examples, Heard, Likeness
from knowledge.library import Library
from knowledge.material import Material
from knowledge.search import Index, Scores, beside_best
from knowledge.sentences import sentences
from knowledge.tellings import Language
from knowledge.words import Reading, clean, pairs, read

SIGNS = (
    "text", "pairs", "words", "sounds", "alike", "often alike", "title", "lead", "learned",
    "no such thing here", "no such fact here",
)  # fmt: skip
WEIGHTS = np.array([1.3, 1.0, 2.2, 3.7, 4.1, 6.9, 0.5, 1.8, 4.4, -0.1, -0.7], np.float32)
# What tells a question that the plan answers: shares covered of its words and sounds, the most alike asks;
# and what tells one that it does not: the most alike question about something else, or about what the plan
# leaves open.
DOUBTS = (
    "words", "sounds", "sounds alike", "alike", "often alike", "like others", "sounds like others",
    "left open", "sounds left open", "no such thing here", "no such fact here", "learned open",
    "learned other", "learned talk", "always",
)  # fmt: skip
TRUST = np.array(
    [2.5, 3.5, 0.2, 3.1, 2.9, -1.1, -1.4, -2.2, -3.3, -1.8, -0.8, -7.7, -5.5, -1.1, -1.9], np.float32
)
TITLE, NAMES, ASKED = 3, 2, 2  # how often these count beside the body in an article's text
# A long story has many words that nothing covers: its doubts weigh less, up to twice as many characters.
LONG, SHORT = 1.0, 40
OF_PARTS = 0.5  # how much the sentence that is nearest to an article counts beside the whole
LEAD = 200  # characters of the lead that are encoded
_PIECE = 900  # characters of a body read at once, below the limit of `words`
_MARKS = re.compile(r"<[^>]+>|[\t#|]")
_ALIKE, _OFTEN, _SOUND, _OFTEN_SOUND, _LEARNED = range(5)  # the columns of `Likeness.classes`


@dataclass(frozen=True, slots=True)
class Near:
    """An article, how likely it is the one among all (0–1), and how surely the plan answers this at all."""

    article: Article
    chance: float
    trust: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A question beside every article: rows of `SIGNS` and of `DOUBTS`; and what it does (`acts.TELLING`).

    `left_open` is how alike the most alike question is that the plan leaves open, and the article nearest
    to that.
    """

    heard: Heard
    signs: NDArray[np.float32]
    doubts: NDArray[np.float32]
    told: NDArray[np.float32]
    left_open: tuple[float, str]
    likeness: Likeness

    @property
    def act(self) -> Act | None:
        """What is done by saying it; None when it asks something."""
        return acts.done(self.told)

    @property
    def other(self) -> float:
        """How alike the most alike question about something else is (0 to 2)."""
        row = self.told[acts.KINDS.index(Act.OTHER)]
        return float(row[_ALIKE] + row[_SOUND])


@dataclass(frozen=True, slots=True)
class _Example:
    text: str
    owner: int
    fact: str | None = None
    near: str = ""


class Finder:
    """Indexes over one state of the library; never changed once built, so threads share it."""

    def __init__(self, library: Library, material: Material, encoder: Encoder) -> None:
        self._library, self._encoder = library, encoder
        self._place = {article.id: number for number, article in enumerate(library.articles)}
        self._size = len(library.articles)
        self._said = list(self._all_said())
        self._examples = Examples(
            [each.text for each in self._said],
            [each.owner for each in self._said],
            self._size + 1 + len(Act),
            material,
        )
        self._open = self._examples.of(self._size)
        self._slots = [slots.held(article) for article in library.articles]
        self._attributes = [
            frozenset(fact.attribute for fact in library.facts_of.get(article.id, ()))
            for article in library.articles
        ]
        self._index(material)
        self._titles = material.vectors([article.title for article in library.articles])
        self._leads = material.vectors(["".join(article.lead)[:LEAD] for article in library.articles])

    def _all_said(self) -> Iterator[_Example]:
        """Asks by article, questions that are left open, and acts; the classes stand in this order."""
        library = self._library
        for place, article in enumerate(library.articles):
            yield _Example(article.question, place)
        for ask in library.asks:
            yield _Example(ask.text, self._place[ask.of], ask.fact)
        for ask in library.unsettled:
            yield _Example(ask.text, self._size, near=ask.of)
        act = {each: self._size + 1 + number for number, each in enumerate(Act)}
        for ask in library.talk:
            yield _Example(ask.text, act[Act(ask.of)])
        # People tell a story around what they ask: its sentences are no cries for help.
        for ask in (*library.asks, *library.unsettled):
            told = sentences(ask.text)
            yield from (_Example(each, act[Act.QUESTION]) for each in (told if len(told) > 1 else ()))

    def _index(self, material: Material) -> None:
        own, words, sounds, two = [], [], [], []
        for place, article in enumerate(self._library.articles):
            told = self._library.tellings.get(article.id, {}).get(Language.ENGLISH)
            parts = [
                *_parts(article, material),
                *([material.reading(f"{told.title} {told.text}")] if told else []),
            ]
            asked = [material.reading(self._said[int(row)].text) for row in self._examples.of(place)] * ASKED
            own.append([word for part in parts for word in part.words])
            words.append([word for part in (*parts, *asked) for word in part.words])
            sounds.append([sound for part in (*parts, *asked) for sound in part.sounds])
            two.append([pair for part in parts for pair in pairs(part.words)])
        self._own, self._words, self._sounds, self._pairs = map(Index, (own, words, sounds, two))
        self._known = [frozenset(each) for each in words]

    def see(self, texts: Sequence[str]) -> list[Seen]:
        """Questions beside every article."""
        vectors = self._encoder.vectors([clean(text) for text in texts])
        return [
            self._seen(Heard(text, self._read(text), row)) for text, row in zip(texts, vectors, strict=True)
        ]

    def _read(self, text: str) -> Reading:
        """A question's words, with the Japanese ones for what is said in English, and its sounds."""
        reading = read(text)
        glossed = gloss(text, self._library.glossary)
        return Reading((*reading.words, *read(glossed).words), reading.spoken) if glossed else reading

    def _seen(self, heard: Heard) -> Seen:
        reading, likeness = heard.reading, self._examples.likeness(heard)
        ours, left, does = np.split(likeness.classes, [self._size, self._size + 1])
        no_thing = self._without(self._slots, slots.asked(heard.text))
        no_fact = self._without(self._attributes, asking.attributes(heard.text))
        signs = (
            beside_best(self._own.scores(reading.words)),
            beside_best(self._pairs.scores(pairs(reading.words))),
            beside_best(self._words.scores(reading.words)),
            beside_best(self._sounds.scores(reading.sounds)),
            ours[:, _ALIKE],
            ours[:, _OFTEN],
            self._titles @ heard.vector,
            self._leads @ heard.vector,
            ours[:, _LEARNED],
            no_thing,
            no_fact,
        )
        other = does[list(Act).index(Act.OTHER)]
        doubts = (
            self._words.coverage(reading.words),
            self._sounds.coverage(reading.sounds),
            ours[:, _SOUND],
            ours[:, _ALIKE],
            ours[:, _OFTEN],
            self._of_all(other[_ALIKE]),
            self._of_all(other[_SOUND]),
            self._of_all(left[0, _ALIKE]),
            self._of_all(left[0, _SOUND]),
            no_thing,
            no_fact,
            self._of_all(left[0, _LEARNED]),
            self._of_all(other[_LEARNED]),
            self._of_all(does[:, _LEARNED].sum() - other[_LEARNED]),
            self._of_all(1.0),
        )
        plan = [*ours[:, :_LEARNED].max(axis=0), ours[:, _LEARNED].sum() + left[0, _LEARNED]]
        told = np.vstack([does, np.array(plan, np.float32)])
        opened = self._left_open(likeness)
        return Seen(heard, np.stack(signs, axis=1), np.stack(doubts, axis=1), told, opened, likeness)

    def _of_all(self, value: float) -> Scores:
        return np.full(self._size, value, np.float32)

    def _left_open(self, likeness: Likeness) -> tuple[float, str]:
        if not len(self._open):
            return 0.0, ""
        alike = likeness.both[self._open]
        best = int(alike.argmax())
        return float(alike[best]), self._said[int(self._open[best])].near

    @staticmethod
    def _without(held: Sequence[frozenset[str]], asked: frozenset[str]) -> Scores:
        """1 for each article that holds nothing of what is asked for; 0 where nothing special is asked."""
        return np.array([bool(asked) and not asked & each for each in held], np.float32)

    def knows(self, article: Article) -> frozenset[str]:
        """All words of an article and of the ways in which people ask for it."""
        return self._known[self._place[article.id]]

    def weight(self, word: str) -> float:
        """How much a word tells among the articles."""
        return self._words.weight(word)

    def find(self, whole: Seen, parts: Sequence[Seen] = (), leaning: Scores | None = None) -> list[Near]:
        """All articles, likeliest first: by the whole of a message, and by what its sentences add.

        `leaning` adds to an article's score, for what was talked about.
        """
        lean = self._of_all(0.0) if leaning is None else leaning
        scores, doubts = whole.signs @ WEIGHTS + lean, whole.doubts @ TRUST + lean
        if parts:
            scores = scores + OF_PARTS * np.max([part.signs @ WEIGHTS for part in parts], axis=0)
            doubts = (doubts + lean + np.max([part.doubts @ TRUST for part in parts], axis=0)) / 2
        doubts = doubts + LONG * min(max(len(whole.heard.text) - SHORT, 0) / SHORT, 1.0)
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        trust = 1 / (1 + np.exp(-doubts))
        order = np.argsort(-chances, kind="stable")
        return [
            Near(self._library.articles[each], float(chances[each]), float(trust[each])) for each in order
        ]

    def leaning(self, articles: Sequence[tuple[str, float]]) -> Scores:
        """What `find` adds for articles that are talked about."""
        found = self._of_all(0.0)
        for article, much in articles:
            found[self._place[article]] = max(found[self._place[article]], much)
        return found

    def facts(self, seen: Seen, article: Article) -> dict[str, float]:
        """How alike each fact of an article is to a question, by the ways people ask for it (0–2)."""
        alike = seen.likeness.both
        best: dict[str, float] = {}
        for row in self._examples.of(self._place[article.id]):
            fact = self._said[int(row)].fact
            if fact is not None:
                best[fact] = max(best.get(fact, 0.0), float(alike[row]))
        return best


def _parts(article: Article, material: Material) -> list[Reading]:
    """An article's text in readings, its title and names as often as they count."""
    plain = _MARKS.sub(" ", article.body)
    names = [material.reading(name) for name in article.words.split()]
    body = [material.reading(plain[start : start + _PIECE]) for start in range(0, len(plain), _PIECE)]
    return [material.reading(article.title)] * TITLE + names * NAMES + body
