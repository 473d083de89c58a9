"""A question about the plan in, an answer out: found, compared, or said not to be there.

What else is said, and what was said before, `knowledge/dialogue.py` knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import (
    backwards,
    cards,
    comparison,
    edition,
    elsewhere,
    finding,
    names,
    references,
    retelling,
    slots,
    subjects,
)
from knowledge.articles import Article
from knowledge.edition import Edition
from knowledge.finding import Found
from knowledge.phrases import say
from knowledge.reply import Answer, Outcome
from knowledge.tellings import Language

_TOPICS = ("project-8", "body", "definition", "centers", "project-6", "policies")
_WAYS_ON = 3  # questions offered after an answer that is none


@dataclass(frozen=True, slots=True)
class Before:
    """What was said before a question, and what of it counts for this one.

    `last` is the article that was talked about and `question` the one that was answered; `leaning` how much
    that counts; `carried` this question with the name of what was talked about in it, if it needs that.
    """

    last: Article | None = None
    question: str = ""
    leaning: Sequence[tuple[str, float]] = ()
    carried: str = ""

    def asked(self, question: str, article: Article) -> str:
        """What is asked of an article: another one than the last must know of what."""
        return self.carried if self.carried and article is not self.last else question

    def lacking(self, question: str, article: Article) -> str | None:
        """What is asked for and isn't there: 「そこの電話番号」 is that of what was talked about."""
        asked = slots.missing(article, question)
        return asked or (slots.missing(article, self.carried) if self.carried else None)


NOTHING = Before()


def reply(now: Edition, question: str, language: Language, before: Before = NOTHING) -> Answer:
    """The answer to a question."""
    compared = comparison.compare(now, question, language, before.last, before.question)
    if compared is not None:
        return compared
    holding = backwards.holding(now.library, question)
    if holding:
        return _of_several(now, holding, question, language)
    field, rest = cards.field_asked(references.bare(finding.plain(question)))
    found = finding.find(now, rest, field, before.leaning, before.carried)
    if not found.articles:
        return _not_answered(now, found, question, language)
    lacking = [before.lacking(question, each) for each in found.articles]
    if len(found.articles) > 1 and lacking[0] and all(lacking):
        return _not_settled(now, found.articles[0], lacking[0], language)
    meant = _meant(now, found.articles, question)
    if meant is None:
        return retelling.retell(now, cards.clarify(now, found.articles), question, language)
    parts = comparison.both(now, meant, question)
    return (
        _of_several(now, parts, question, language)
        if parts
        else about(now, meant, question, language, before)
    )


def _meant(now: Edition, found: Sequence[Article], question: str) -> Article | None:
    """The one that is meant of what was found; None where it must be asked back."""
    if len(found) == 1:
        return found[0]
    return elsewhere.meant(now.library, found, question) or subjects.whole(now.library, found, question)


def _of_several(now: Edition, found: Sequence[Article], question: str, language: Language) -> Answer:
    """One, or several side by side."""
    if len(found) == 1:
        return about(now, found[0], question, language)
    return comparison.side_by_side(now, found, language)


def about(
    now: Edition, article: Article, question: str, language: Language, before: Before = NOTHING
) -> Answer:
    """What an article answers to a question, or that the plan doesn't say what is asked for."""
    lacking = before.lacking(question, article)
    if lacking:
        return _not_settled(now, article, lacking, language)
    card = cards.card(now, article, before.asked(question, article))
    return retelling.retell(now, card, question, language)


def topics(language: Language = Language.JAPANESE) -> tuple[str, ...]:
    """Questions to begin with, at most 20 characters each; each of them is answered."""
    library = edition.current().library
    return tuple(library.question(each, language) for each in _TOPICS)


def _not_answered(now: Edition, found: Found, question: str, language: Language) -> Answer:
    """Not in the plan: what is near is said to be near only where the question is surely about the plan."""
    near = finding.left_open(now, found) or next(
        iter(names.named(now.library, finding.plain(question))), None
    )
    if near is not None:
        return _not_settled(now, near, "", language)
    guesses = (now.library.question(each.id, language) for each in found.nearby)
    ways_on = tuple(dict.fromkeys((*guesses, *topics(language))))[:_WAYS_ON]
    return Answer(
        Outcome.ABSTAIN, title="", lead=say("not found", language), suggestions=ways_on, language=language
    )


def _not_settled(now: Edition, near: Article, lacking: str, language: Language) -> Answer:
    """The plan speaks of it, but doesn't say what is asked for."""
    title = now.library.title(near.id, language)
    ways_on = (now.library.question(each, language) for each in (near.id, *near.related))
    return Answer(
        Outcome.ABSTAIN,
        title="",
        lead=say("not settled", language, lacking=lacking or "それ", title=title, label=near.label),
        suggestions=tuple(ways_on)[:_WAYS_ON],
        language=language,
        near=near.id,
    )
