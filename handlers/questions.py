"""Questions about the plan: what was written, or the number of an offered choice, becomes an answer.

What the answer is, `knowledge` knows; how it looks, the doors. What is being talked about is kept between
messages, a question that nothing answers is kept without its person.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from community import conversations, deliveries, gaps
from community.errors import NoSuchChoice
from handlers import guide
from handlers.messages import Card, Choice, Incoming, Outgoing
from knowledge import choices
from knowledge.dialogue import Context, converse
from knowledge.phrases import say
from knowledge.reply import Answer, Outcome

CHOICES_LAST = timedelta(minutes=30)
_WITH_CARD = (Outcome.ANSWER, Outcome.CORRECT_PREMISE)


def hear(session: Session, incoming: Incoming) -> list[Outgoing]:
    """Answer a text or a tapped choice.

    Raises:
        NoSuchChoice: a number beyond those that the last message offered.
    """
    asked = chosen(incoming.text, _offered(session, incoming)) or incoming.text
    if guide.is_wanted(asked):
        return guide.explain()
    held = conversations.recall(session, incoming.person, incoming.at)
    before = Context.of(held.topic, held.language)
    found, after = converse(asked, before)
    if Context() not in {before, after} or before != after:  # said again: the half hour begins anew
        conversations.remember(session, incoming.person, after.topic, after.chosen, incoming.at)
    if found.outcome is Outcome.ABSTAIN:
        gaps.note(session, asked, incoming.at)
    return [present(found)]


def chosen(said: str, offered: Sequence[str]) -> str | None:
    """The offered choice whose number was typed; None when no number was, or nothing was offered.

    Raises:
        NoSuchChoice: a number beyond those offered.
    """
    if choices.number(said) is None or not offered:
        return None
    found = choices.chosen(said, offered)
    if found is None:
        raise NoSuchChoice(offered=len(offered))
    return found


def _offered(session: Session, incoming: Incoming) -> Sequence[str]:
    # Most messages are no numbers: those need not ask the database.
    if choices.number(incoming.text) is None:
        return ()
    return deliveries.last_choices(session, incoming.person, incoming.at - CHOICES_LAST)


def present(found: Answer) -> Outgoing:
    """An answer as a message: its words, a card where there are facts to show, its suggestions as choices."""
    card = Card(
        title=found.title,
        lead=found.lead,
        rows=tuple((row.label, row.text) for row in found.rows),
        notes=tuple(found.notes),
        source=found.source,
        source_label=say("source", found.language),
    )
    ways_on = tuple(Choice(suggestion) for suggestion in found.suggestions)
    return Outgoing("answer", {"text": found.text}, card if found.outcome in _WITH_CARD else None, ways_on)
