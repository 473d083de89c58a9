"""Questions in, answers out: the whole interface of this floor.

In this order: is somebody in danger, is it only talk, is it in the plan. What is not in the plan is said not
to be there, with a way on. Pure: no conversation is remembered here.
"""

from knowledge import cards, emergencies, finding, slots, smalltalk, words
from knowledge.library import Article, by_id
from knowledge.reply import Answer, Citation, Outcome, Row

__all__ = ["Answer", "Citation", "Outcome", "Row", "answer", "ready", "topics"]

_TOPICS = ("project-8", "body", "definition", "centers", "project-6", "policies")
_OFFICE = "一関市まちづくり推進課 0191-21-2111"
_WAYS_ON = 3  # questions offered after an answer that is none
_ASCII = 0.8  # a question of which so much is ASCII letters is not Japanese


def answer(question: str) -> Answer:
    """Answer a question about the plan; whatever is written gets an answer, never an exception."""
    urgent = emergencies.recognise(question)
    if urgent is not None:
        return urgent
    talk = smalltalk.recognise(question, topics()[:3])
    if talk is not None:
        return talk
    field, rest = cards.field_asked(question)
    found = finding.find(rest, field)
    if not found:
        return _not_in_the_plan(question)
    if len(found) > 1:
        return cards.clarify(found)
    lacking = slots.missing(found[0], question)
    return _not_settled(found[0], lacking) if lacking else cards.card(found[0], question)


def topics() -> tuple[str, ...]:
    """Questions to begin with, at most 20 characters each; each of them is answered."""
    return tuple(by_id()[each].question for each in _TOPICS)


def ready() -> None:
    """Load everything, so that the first question is answered as quickly as the second."""
    words.load()
    finding.load()


def _not_settled(near: Article, lacking: str) -> Answer:
    """The plan speaks of it, but doesn't say what is asked for."""
    lead = (
        f"{lacking}は、地域協働推進計画には書かれていません。\n"
        f"{_OFFICE} に聞いてください。\n計画の近いところは「{near.title}」({near.label})です。"
    )
    ways_on = (near.question, *(by_id()[each].question for each in near.related))
    return Answer(Outcome.ABSTAIN, title="", lead=lead, suggestions=ways_on[:_WAYS_ON])


def _not_in_the_plan(question: str) -> Answer:
    lead = (
        "ごめんなさい。地域協働推進計画には書かれていないか、わたしには見つけられませんでした。\n"
        f"別の言葉で聞いてみるか、{_OFFICE} へどうぞ。"
    )
    letters = [sign for sign in question if sign.isalpha()]
    if letters and sum(sign.isascii() for sign in letters) / len(letters) > _ASCII:
        lead += "\n(Sorry, I can answer only in Japanese for now. Please call 0191-21-2111.)"
    ways_on = dict.fromkeys((*(each.question for each in finding.nearby(question)), *topics()))
    return Answer(Outcome.ABSTAIN, title="", lead=lead, suggestions=tuple(ways_on)[:_WAYS_ON])
