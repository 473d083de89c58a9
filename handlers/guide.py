"""How to use わっしょい: the help that words like 使い方 bring, and the questions to begin with."""

import unicodedata

from sqlalchemy.orm import Session

from handlers.messages import Choice, Incoming, Outgoing
from knowledge.answer import topics

TAKING_PART = (Choice("催しをさがす"), Choice("わたしの申込み"))
_WORDS = frozenset({"使い方", "つかいかた", "ヘルプ", "メニュー", "help", "menu"})


def is_wanted(text: str) -> bool:
    """Whether somebody asks how this works, and nothing else."""
    said = unicodedata.normalize("NFKC", text).strip(" 。!?、…\n").casefold()
    return not said or said in _WORDS  # nothing but marks, such as ??, is somebody at a loss


def hear(_session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """The help, for whoever asks for nothing else."""
    return explain() if is_wanted(incoming.text) else None


def explain() -> list[Outgoing]:
    """The help, with questions to begin with."""
    return [Outgoing("help", choices=starters())]


def starters() -> tuple[Choice, ...]:
    """What to begin with, as choices: taking part, then questions."""
    return (*TAKING_PART, *(Choice(topic) for topic in topics()))
