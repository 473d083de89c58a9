"""Questions about the plan: what was written becomes an answer.

What the answer is, `knowledge` knows; how it looks, the doors. What is being talked about is kept between
messages, a question that nothing answers is kept without its person.
"""

from sqlalchemy.orm import Session

from community import conversations, gaps
from handlers import steps
from handlers.messages import Card, Choice, Incoming, Outgoing
from knowledge.dialogue import Context, converse
from knowledge.phrases import say
from knowledge.reply import Answer, Outcome

_WITH_CARD = (Outcome.ANSWER, Outcome.CORRECT_PREMISE)


def hear(session: Session, incoming: Incoming) -> list[Outgoing]:
    """Answer a text or a tapped choice."""
    held = conversations.recall(session, incoming.person, incoming.at)
    left = steps.dropped(held.doing)
    if left is not None:
        conversations.do(session, incoming.person, left, incoming.at)
    before = Context.of(held.topic, held.language)
    found, after = converse(incoming.text, before)
    if Context() not in {before, after} or before != after:  # said again: the half hour begins anew
        conversations.remember(session, incoming.person, after.topic, after.chosen, incoming.at)
    if found.outcome is Outcome.ABSTAIN:
        gaps.note(session, incoming.text, incoming.at)
    return [present(found)]


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
