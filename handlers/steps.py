"""Answers to what was asked last: put into the words that they complete, and heard as if those were said.

So a dialogue in steps needs no branches of its own: 「催し12に…で申し込む」 waits for the ages, 「40と8」
fills them in. Whoever says something else is simply heard.
"""

import re
import unicodedata

from sqlalchemy.orm import Session

from community import conversations
from handlers.messages import Incoming, Outgoing

_PLACE = "…"
_AGES = re.compile(r"(?:(?:\d{1,3})(?:歳|才|さい|years? old)?(?:[,、と・/とand\s]|です)*)+", re.IGNORECASE)
OLDEST = 120


def ask_ages(session: Session, incoming: Incoming, then: str, people: int) -> Outgoing:
    """Ask how old those are who come; `then` are the words to complete, with … where the ages go."""
    conversations.do(session, incoming.person, {"asks": then}, incoming.at)
    return Outgoing("ask_ages", {"people": people})


def completed(session: Session, incoming: Incoming) -> str | None:
    """The words that a message completes; None when it doesn't answer, or nothing was asked."""
    said = unicodedata.normalize("NFKC", incoming.text).strip(" 。.!\n")
    # Most messages are no ages: those need not ask the database.
    if not _AGES.fullmatch(said):
        return None
    then = conversations.recall(session, incoming.person, incoming.at).doing.get("asks")
    numbers = [int(each) for each in re.findall(r"\d+", said)]
    if not isinstance(then, str) or max(numbers) > OLDEST:
        return None
    return then.replace(_PLACE, "と".join(f"{age}歳" for age in numbers))
