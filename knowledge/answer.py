"""Questions in, answers out: the whole interface of this floor.

In this order: is somebody in danger, is it only talk, is it in the plan. What is not in the plan is said not
to be there, with a way on. Pure: no conversation is remembered here.
"""

from knowledge import cards, emergencies, finding, smalltalk, words
from knowledge.library import by_id
from knowledge.reply import Answer, Citation, Outcome, Row

__all__ = ["Answer", "Citation", "Outcome", "Row", "answer", "ready", "topics"]

_TOPICS = ("project-8", "body", "definition", "centers", "project-6", "policies")
_OFFICE = "一関市まちづくり推進課 0191-21-2111"
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
    return cards.card(found[0], question) if len(found) == 1 else cards.clarify(found)


def topics() -> tuple[str, ...]:
    """Questions to begin with, at most 20 characters each; each of them is answered."""
    return tuple(by_id()[each].question for each in _TOPICS)


def ready() -> None:
    """Load everything, so that the first question is answered as quickly as the second."""
    words.load()
    finding.load()


def _not_in_the_plan(question: str) -> Answer:
    lead = (
        "ごめんなさい。地域協働推進計画には書かれていないか、わたしには見つけられませんでした。\n"
        f"別の言葉で聞いてみるか、{_OFFICE} へどうぞ。"
    )
    letters = [sign for sign in question if sign.isalpha()]
    if letters and sum(sign.isascii() for sign in letters) / len(letters) > _ASCII:
        lead += "\n(Sorry, I can answer only in Japanese for now. Please call 0191-21-2111.)"
    return Answer(Outcome.ABSTAIN, title="", lead=lead, suggestions=topics()[:3])
