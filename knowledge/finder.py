"""How near each article is to a question, by signs with fixed weights; and whether it is one at all.

Each sign holds where others fail: the text knows what nobody thought to ask, the asked questions know
everyday words, the sound knows kana and words typed amiss, the vectors know other words and other
languages. The weights are those of logistic regressions on examples held out of the index (`python -m
tests.evaluation.weights`; docs/knowledge.md), not chosen by hand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge import acts, asking, slots
from knowledge.acts import Act
from knowledge.articles import Article
from knowledge.asked import Asked
from knowledge.encoder import Encoder
from knowledge.english import gloss
from knowledge.examples import Examples, Heard, Likeness
from knowledge.library import Library
from knowledge.material import Material
from knowledge.places import Places
from knowledge.postings import Scores, beside_best
from knowledge.sentences import sentences
from knowledge.words import clean, pairs, read

SIGNS = (
    "text", "pairs", "words", "sounds", "alike", "often alike", "title", "lead", "learned",
    "no such thing here", "no such fact here",
)  # fmt: skip
WEIGHTS = np.array([0.7, 0.4, 2.4, 4.3, 3.9, 4.3, 0.1, 0.5, 7.1, -0.1, -0.4], np.float32)
# What tells a question that the plan answers: shares covered of its words and sounds, the most alike asks;
# and what tells one that it does not: the most alike question about something else, or about what the plan
# leaves open.
DOUBTS = (
    "words", "sounds", "sounds alike", "alike", "often alike", "like others", "sounds like others",
    "left open", "sounds left open", "no such thing here", "no such fact here", "learned", "learned vague",
    "learned open", "learned other", "learned talk", "always",
)  # fmt: skip
TRUST = np.array(
    [2.2, 2.9, -0.1, 2.4, 1.6, -1.4, -2.0, -1.3, -3.9, -1.0, -0.7, 1.3, 1.3, -9.8, -6.2, -1.4, -0.5],
    np.float32,
)
# A long story has many words that nothing covers: its doubts weigh less, up to twice as many characters.
LONG, SHORT = 1.0, 40
OF_PARTS = 0.5  # how much the sentence that is nearest to an article counts beside the whole
OF_STORIES = 3  # one of so many stories, always the same, gives its sentences as examples
_BESIDE = _OPEN, _VAGUE = range(2)  # the classes between the articles and the acts
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
    to that; `vague` how surely several articles may be meant (about 0 to 1), and which are meant by the most
    alike question of that kind.
    """

    heard: Heard
    signs: NDArray[np.float32]
    doubts: NDArray[np.float32]
    told: NDArray[np.float32]
    left_open: tuple[float, str]
    vague: tuple[float, str]
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
        self._said = sorted(self._all_said(), key=lambda each: each.owner)
        texts = [self._glossed(each.text) for each in self._said]
        self._examples = Examples(
            texts,
            [each.owner for each in self._said],
            self._size + len(_BESIDE) + len(Act),
            material,
        )
        self._open, self._vague = (self._examples.of(self._size + each) for each in _BESIDE)
        self._slots = [slots.held(article) for article in library.articles]
        self._attributes = [
            frozenset(fact.attribute for fact in library.facts_of.get(article.id, ()))
            for article in library.articles
        ]
        facts = [each.fact for each in self._said]
        self._asked = Asked(texts, facts, self._size, self._examples, material)
        said = [[self._said[row].text for row in self._examples.of(place)] for place in range(self._size)]
        self._places = Places(library, said, material)

    def _all_said(self) -> Iterator[_Example]:
        """Asks by article, questions left open, vague ones, and acts; the classes stand in this order."""
        library = self._library
        for place, article in enumerate(library.articles):
            yield _Example(article.question, place)
        for ask in library.asks:
            yield _Example(ask.text, self._place[ask.of], ask.fact)
        for ask in library.unsettled:
            yield _Example(ask.text, self._size + _OPEN, near=ask.of)
        for ask in library.vague:
            yield _Example(ask.text, self._size + _VAGUE, near=ask.of)
        act = {each: self._size + len(_BESIDE) + number for number, each in enumerate(Act)}
        for ask in library.talk:
            yield _Example(ask.text, act[Act(ask.of)])
        # People tell a story around what they ask: its sentences are no cries for help.
        for ask in (*library.asks, *library.unsettled):
            told = sentences(ask.text) if crc32(ask.text.encode()) % OF_STORIES == 0 else ()
            yield from (_Example(each, act[Act.QUESTION]) for each in (told if len(told) > 1 else ()))

    def see(self, texts: Sequence[str]) -> list[Seen]:
        """Questions beside every article."""
        glossed = [self._glossed(text) for text in texts]
        vectors = self._encoder.vectors([clean(text) for text in glossed])
        heard = [
            Heard(text, read(both), row) for text, both, row in zip(texts, glossed, vectors, strict=True)
        ]
        return [
            self._seen(each, likeness)
            for each, likeness in zip(heard, self._examples.likeness(heard), strict=True)
        ]

    def _glossed(self, text: str) -> str:
        """A text, and behind it the Japanese words for what it says in English.

        So English is alike to Japanese in words, in sound and in meaning.
        """
        return f"{text} {gloss(text, self._library.glossary)}".rstrip()

    def _seen(self, heard: Heard, likeness: Likeness) -> Seen:
        reading = heard.reading
        ours, beside, does = np.split(likeness.classes, [self._size, self._size + len(_BESIDE)])
        no_thing = self._without(self._slots, slots.asked(heard.text))
        no_fact = self._without(self._attributes, asking.attributes(heard.text))
        signs = (
            beside_best(self._places.own.scores(reading.words)),
            beside_best(self._places.pairs.scores(pairs(reading.words))),
            beside_best(self._places.words.scores(reading.words)),
            beside_best(self._places.sounds.scores(reading.sounds)),
            ours[:, _ALIKE],
            ours[:, _OFTEN],
            self._places.titles @ heard.vector,
            self._places.leads @ heard.vector,
            ours[:, _LEARNED],
            no_thing,
            no_fact,
        )
        other = does[list(Act).index(Act.OTHER)]
        doubts = (
            self._places.words.coverage(reading.words),
            self._places.sounds.coverage(reading.sounds),
            ours[:, _SOUND],
            ours[:, _ALIKE],
            ours[:, _OFTEN],
            self._of_all(other[_ALIKE]),
            self._of_all(other[_SOUND]),
            self._of_all(beside[_OPEN, _ALIKE]),
            self._of_all(beside[_OPEN, _SOUND]),
            no_thing,
            no_fact,
            ours[:, _LEARNED],
            self._of_all(beside[_VAGUE, _LEARNED]),
            self._of_all(beside[_OPEN, _LEARNED]),
            self._of_all(other[_LEARNED]),
            self._of_all(does[:, _LEARNED].sum() - other[_LEARNED]),
            self._of_all(1.0),
        )
        plan = [*ours[:, :_LEARNED].max(axis=0), ours[:, _LEARNED].sum() + beside[:, _LEARNED].sum()]
        told = np.vstack([does, np.array(plan, np.float32)])
        return Seen(
            heard,
            np.stack(signs, axis=1),
            np.stack(doubts, axis=1),
            told,
            self._nearest(likeness, self._open),
            (float(beside[_VAGUE, _LEARNED]), self._nearest(likeness, self._vague)[1]),
            likeness,
        )

    def _of_all(self, value: float) -> Scores:
        return np.full(self._size, value, np.float32)

    def _nearest(self, likeness: Likeness, rows: NDArray[np.int64]) -> tuple[float, str]:
        """How alike the most alike of some examples is, and what it is near."""
        if not len(rows):
            return 0.0, ""
        alike = likeness.both[rows]
        best = int(alike.argmax())
        return float(alike[best]), self._said[int(rows[best])].near

    @staticmethod
    def _without(held: Sequence[frozenset[str]], asked: frozenset[str]) -> Scores:
        """1 for each article that holds nothing of what is asked for; 0 where nothing special is asked."""
        return np.array([bool(asked) and not asked & each for each in held], np.float32)

    def knows(self, article: Article) -> frozenset[str]:
        """All words of an article and of the ways in which people ask for it."""
        return self._places.known[self._place[article.id]]

    def weight(self, word: str) -> float:
        """How much a word tells among the articles."""
        return self._places.words.weight(word)

    def find(
        self,
        whole: Seen,
        parts: Sequence[Seen] = (),
        leaning: Scores | None = None,
        carried: Seen | None = None,
        *,
        pointed: bool = False,
    ) -> list[Near]:
        """All articles, likeliest first: by the whole of a message, and by what its sentences add.

        `leaning` adds to an article's score, for what was talked about; `carried` is the message with the
        name of that in it, `pointed` whether it pointed at that.
        """
        lean = self._of_all(0.0) if leaning is None else leaning
        scores, doubts = whole.signs @ WEIGHTS + lean, whole.doubts @ TRUST + lean
        if carried is not None:
            scores = scores + carried.signs @ WEIGHTS
            # With a name of the plan in it, whatever is said would be trusted: only what points leans.
            doubts = (whole.doubts + carried.doubts) @ TRUST / 2 + pointed * lean
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

    def facts(self, seen: Seen, article: Article) -> Mapping[str, float]:
        """How surely each fact of an article is asked for (0 to about 4)."""
        return self._asked.near(self._place[article.id], seen.likeness)
