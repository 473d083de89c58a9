"""Requests about the last answer: more of it, less of it, where it stands, in other words."""

import re
from dataclasses import replace

from knowledge import assistance, cards, passages
from knowledge.acts import Act
from knowledge.articles import Article
from knowledge.edition import Edition
from knowledge.phrases import say
from knowledge.reply import Answer, Outcome, cut
from knowledge.retelling import retell
from knowledge.tellings import Language

LANGUAGES = {Act.EASY: Language.EASY, Act.ENGLISH: Language.ENGLISH, Act.JAPANESE: Language.JAPANESE}
_LONGEST = 480  # characters of the plan's own text in an answer


def answer(now: Edition, request: Act, last: Article | None, question: str, language: Language) -> Answer:
    """What is asked of the last answer, which was about `last` and to `question`."""
    if request in LANGUAGES:
        return _again(now, last, question, LANGUAGES[request])
    if last is None:
        return Answer(Outcome.CLARIFY, title="", lead=say("nothing yet", language), language=language)
    make = {Act.MORE: _more, Act.LESS: _less, Act.SOURCE: _source}[request]
    return make(now, last, language)


def _again(now: Edition, last: Article | None, question: str, language: Language) -> Answer:
    """The last answer in the language that was chosen; what was chosen, where nothing was asked yet."""
    if last is None:
        return Answer(Outcome.SMALLTALK, title="", lead=say("language", language), language=language)
    return retell(now, cards.card(now, last, question or last.title), question, language)


def _more(now: Edition, last: Article, language: Language) -> Answer:
    """The plan's own sentences, as many as fit; a list where it is one."""
    whole = "".join(passages.sentences(last)) or "\n".join(last.lead)
    if language is Language.EASY:
        whole = assistance.simplified(cut(whole, _LONGEST)) or whole
    card = cards.card(now, last, last.title)
    rows = card.rows if len(whole) < _LONGEST // 2 else ()
    return replace(retell(now, card, "", language), lead=cut(whole, _LONGEST), rows=rows)


def _less(now: Edition, last: Article, language: Language) -> Answer:
    """The first sentence."""
    told = retell(now, cards.card(now, last, last.title), "", language)
    first = told.lead if language is not Language.JAPANESE else last.lead[0]
    end = re.search(r"。|\.\s", first)
    return replace(told, lead=first[: end.end()].strip() if end else first, rows=(), notes=())


def _source(now: Edition, last: Article, language: Language) -> Answer:
    """Where it stands, and how it begins there."""
    place = cards.citation(last).place
    card = retell(now, cards.card(now, last, last.title), "", language)
    words = "".join(passages.sentences(last)[:2]) or "\n".join(last.lead)
    return replace(
        card, lead=f"{say('source of', language, place=place)}\n「{cut(words, 200)}」", rows=(), notes=()
    )
