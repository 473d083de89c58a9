"""Questions about the plan: what was written, or the number of an offered choice, becomes an answer.

What the answer is, `knowledge` knows; how it looks, the doors.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from community import deliveries
from community.errors import NoSuchChoice
from handlers import guide
from handlers.messages import Card, Choice, Incoming, Outgoing
from knowledge.answer import Answer, Outcome, answer

CHOICES_LAST = timedelta(minutes=30)
LONGEST_NUMBER = 12  # characters, as in 「(3)番目です。」
_NUMBER = re.compile(r"[(\[]?(\d{1,2})[)\].、。番]*目?(?:です)?[。!]?")
_WITH_CARD = (Outcome.ANSWER, Outcome.CORRECT_PREMISE)


def hear(session: Session, incoming: Incoming) -> list[Outgoing]:
    """Answer a text or a tapped choice.

    Raises:
        NoSuchChoice: a number beyond those that the last message offered.
    """
    asked = chosen(incoming.text, _offered(session, incoming)) or incoming.text
    if guide.is_wanted(asked):
        return guide.explain()
    return [present(answer(asked))]


def chosen(said: str, offered: Sequence[str]) -> str | None:
    """The offered choice whose number was typed; None when no number was, or nothing was offered.

    Raises:
        NoSuchChoice: a number beyond those offered.
    """
    number = _NUMBER.fullmatch(unicodedata.normalize("NFKC", said).strip())
    if number is None or not offered:
        return None
    place = int(number[1])
    if not 1 <= place <= len(offered):
        raise NoSuchChoice(offered=len(offered))
    return offered[place - 1]


def _offered(session: Session, incoming: Incoming) -> Sequence[str]:
    # Most messages are no numbers: those need not ask the database.
    if len(incoming.text) > LONGEST_NUMBER or not any(sign.isdigit() for sign in incoming.text):
        return ()
    return deliveries.last_choices(session, incoming.person, incoming.at - CHOICES_LAST)


def present(found: Answer) -> Outgoing:
    """An answer as a message: its words, a card where there are facts to show, its suggestions as choices."""
    card = Card(
        title=found.title,
        lead=found.lead,
        rows=tuple((row.label, row.text) for row in found.rows),
        notes=tuple(found.notes),
        source="、".join(citation.place for citation in found.citations),
    )
    choices = tuple(Choice(suggestion) for suggestion in found.suggestions)
    return Outgoing("answer", {"text": found.text}, card if found.outcome in _WITH_CARD else None, choices)
