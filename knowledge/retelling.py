"""An answer in やさしい日本語 or English: the hand-written card, with what was asked for before it.

The figures come from the plan's words as in every language; what was reckoned is reckoned once (`premises`).
"""

from dataclasses import replace

from knowledge import cards, premises
from knowledge.edition import Edition
from knowledge.phrases import say
from knowledge.reply import Answer, Outcome, cut
from knowledge.tellings import Language

_LONGEST = 90  # characters of the plan's own words under an answer in English


def retell(now: Edition, answer: Answer, question: str, language: Language) -> Answer:
    """The same answer in another language; as it is where it has no telling."""
    if language is Language.JAPANESE:
        return answer
    library = now.library
    ways_on = tuple(_in_other_words(now, each, language) for each in answer.suggestions)
    if answer.outcome is Outcome.CLARIFY:
        titles = "\n".join(f"・{each}" for each in ways_on)
        return replace(
            answer, lead=f"{say('which', language)}\n{titles}", suggestions=ways_on, language=language
        )
    told = library.tellings.get(answer.article or "", {}).get(language)
    if told is None:
        return answer
    article = library.by_id[answer.article or ""]
    # Only a number that differs is called wrong; what is set beside a claim may well agree with it.
    claim = "wrong" if answer.lead.startswith(say("wrong")) else "beside"
    before = [say(claim, language)] if answer.outcome is Outcome.CORRECT_PREMISE else []
    reckoned = premises.reckoning(article, question, language)
    elsewhere = answer.lead.splitlines()[:1] if len(answer.citations) > 1 else []
    lead = "\n".join([*before, *elsewhere, *([reckoned] if reckoned else []), told.text])
    over = [say("over", language)] if cards.is_dated(article, question) else []
    if language is Language.ENGLISH and not elsewhere and answer.title:
        over.insert(0, say("own words", language, words=_first(answer.lead)))
    return replace(
        answer,
        title=told.title,
        lead=lead,
        rows=(),
        notes=tuple(over),
        suggestions=ways_on,
        language=language,
    )


def _first(lead: str) -> str:
    """The sentence that an answer begins with, to be shown to somebody or looked up."""
    return cut(lead.splitlines()[0].partition("。")[0], _LONGEST)


def _in_other_words(now: Edition, question: str, language: Language) -> str:
    article = next((each for each in now.library.articles if each.question == question), None)
    return now.library.question(article.id, language) if article else question
