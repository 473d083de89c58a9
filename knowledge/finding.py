"""Which article answers a question, which few may, or none: exact names, then search behind a gate.

What is asked of an article (an amount, a date, a person) is not looked for here: `knowledge/cards.py` knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import names, references
from knowledge.articles import Article
from knowledge.edition import Edition
from knowledge.finder import Near, Seen
from knowledge.sentences import sentences
from knowledge.values import without
from knowledge.words import clean, words
from knowledge.years import as_the_plan_does

# Chosen where questions about other things and questions about the plan part best (docs/knowledge.md).
GATE = 0.22  # trust below which nothing is answered
NEARBY, MOST_NEARBY = 0.1, 2  # trust above which a place is offered as a guess, never as an answer
TIE_OF_MONEY = 0.15  # the same where an amount or a share is asked for: three subsidies look alike
TIE = 0.35  # another place whose chance is at least such a share of the first one's may be meant as well
SURE_OF_FEW = 0.6  # the same, of one or two words
SURE = 0.45  # chance above which the first is answered although others are near
MOST_TIED = 4
CLOSE = 0.1  # by so much a question about something else may be more alike
LEFT_OPEN = 0.6  # likeness (0-2) to a question that the plan is known to leave open
FEW, SHORT = 2, 16  # words, and characters of a message that says little
UNLIKE = 0.68  # likeness (0-2) to the most alike of all examples below which something is no question at all
VAGUE = 0.25  # how surely several places may be meant (about 0 to 1), from which it is asked back
CLEAR = 0.97  # chance of the first place above which no question is vague
ALSO = 0.05  # another place whose chance is such a share of the first one's may be meant of a vague question


@dataclass(frozen=True, slots=True)
class Found:
    """Articles that answer (one, or the few that may be meant), those near by, and what the search saw."""

    articles: tuple[Article, ...]
    nearby: tuple[Article, ...]
    seen: Seen | None


def find(
    edition: Edition,
    question: str,
    field: str | None = None,
    leaning: Sequence[tuple[str, float]] = (),
    carried: str = "",
) -> Found:
    """The articles that answer a question: one, the few that tie, or none when it is not in the plan.

    `field` is the label of the row that is asked for, if any (限度額 or 補助率): then only articles with such
    a row can tie. `leaning` names articles that are talked about, and how much that counts for them;
    `carried` is the question with the name of what is talked about in it.
    """
    text = plain(question)
    exact = names.exact(edition.library, text)
    if exact is not None:
        return Found((exact,), (), None)
    if names.is_unknown(edition.library, text) or not (words(text) or field or leaning):
        return Found((), (), None)
    if field is not None and not leaning and _fits_all(edition, text, field):
        return Found(tuple(_with(edition, field)), (), None)
    return _searched(edition, text, field, leaning, plain(carried))


def _searched(
    edition: Edition, text: str, field: str | None, leaning: Sequence[tuple[str, float]], carried: str
) -> Found:
    """What the search finds, where nothing is called by its name."""
    seen, found = _near(edition, without(text) or text, leaning, without(carried) or carried)
    nearby = tuple(near.article for near in found if near.trust >= NEARBY)[:MOST_NEARBY]
    if found[0].trust < GATE or (not leaning and float(seen.likeness.both.max()) < UNLIKE):
        return Found((), nearby, seen)
    vague = [] if leaning else _vague(seen, found)
    if len(vague) > 1:
        return Found(tuple(vague[:MOST_TIED]), nearby, seen)
    tie = TIE_OF_MONEY if field is not None and not leaning else TIE
    tied = [near for near in found if near.chance >= tie * found[0].chance and near.trust >= GATE]
    if field is not None:
        return Found(_of_field(edition, field, found[0], tied, talked=bool(leaning)), nearby, seen)
    sure = SURE if len(set(words(carried or text))) > FEW else SURE_OF_FEW
    if found[0].chance >= sure or len(tied) == 1:
        return Found((found[0].article,), nearby, seen)
    return Found(tuple(near.article for near in tied[:MOST_TIED]), nearby, seen)


def _of_field(
    edition: Edition, field: str, first: Near, tied: Sequence[Near], *, talked: bool
) -> tuple[Article, ...]:
    """Those that have such a row: the one that was talked about, those that tie, or all."""
    if talked and first.chance >= SURE and has(first.article, field):
        return (first.article,)
    holding = [near.article for near in tied if has(near.article, field)]
    if not holding and first.chance < SURE:
        return tuple(_with(edition, field))
    return tuple(holding[:MOST_TIED]) or (first.article,)


def _vague(seen: Seen, found: Sequence[Near]) -> list[Article]:
    """The places that a vague question may mean, likeliest first; none where it is not vague."""
    surely, named = seen.vague
    if surely < VAGUE or found[0].chance > CLEAR:
        return []
    return [
        near.article
        for near in found
        if near.article.id in named.split() or near.chance >= ALSO * found[0].chance
    ]


def plain(question: str) -> str:
    """A question in one way of writing, its years named as in the plan."""
    return as_the_plan_does(clean(question).strip())


def has(article: Article, field: str) -> bool:
    """Whether an article has a row of that label."""
    return any(label == field for label, _ in article.rows)


def see(edition: Edition, texts: Sequence[str]) -> list[Seen]:
    """Texts beside the plan."""
    return edition.looks.at(texts)


def see_all(edition: Edition, text: str) -> list[Seen]:
    """A message as a whole, and then its sentences where it has several."""
    parts = sentences(text)
    # A text of one part is that part: looking at both would only cost the time twice.
    return see(edition, [text, *parts] if len(parts) > 1 else [text])


def left_open(edition: Edition, found: Found) -> Article | None:
    """The article nearest to a question that the plan leaves open; None when it is about something else."""
    if found.seen is None:
        return None
    alike, nearest = found.seen.left_open
    return (
        edition.library.by_id[nearest] if alike >= LEFT_OPEN and alike >= found.seen.other - CLOSE else None
    )


def _near(
    edition: Edition, text: str, leaning: Sequence[tuple[str, float]] = (), carried: str = ""
) -> tuple[Seen, list[Near]]:
    """What is near a text and its sentences: people tell stories around what they ask."""
    lean = edition.finder.leaning(leaning) if leaning else None
    whole, *apart = see_all(edition, text)
    named = see_all(edition, carried)[0] if carried else None
    return whole, edition.finder.find(whole, apart, lean, named, pointed=references.points(text))


def _with(edition: Edition, field: str) -> list[Article]:
    # 「いくらもらえる?」 names nothing: all that may be meant.
    return [article for article in edition.library.articles if has(article, field)]


def _fits_all(edition: Edition, text: str, field: str) -> bool:
    """Whether a word or two, as in 「補助金はいくら?」, or none at all, says nothing about which is meant."""
    asked = words(text)
    if len(asked) > FEW or len(text) > SHORT:
        return False
    return all(set(asked) <= edition.finder.knows(article) for article in _with(edition, field))
