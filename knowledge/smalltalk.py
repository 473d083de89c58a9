"""Greetings, thanks and scolding: a kind word back, and questions to go on with."""

from knowledge.acts import Act
from knowledge.phrases import say
from knowledge.reply import Answer, Outcome
from knowledge.tellings import Language

_WITH_WAYS_ON = frozenset({Act.HELLO, Act.WHO, Act.SORRY, Act.INJECTION})


def reply(act: Act, ways_on: tuple[str, ...], language: Language) -> Answer:
    """What is said back."""
    return Answer(
        Outcome.SMALLTALK,
        title="",
        lead=say(act, language),
        suggestions=ways_on if act in _WITH_WAYS_ON else (),
        language=language,
    )
