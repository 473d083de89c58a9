"""Answers to what was asked last: put into the words that they complete, and heard as if those were said.

So a dialogue in steps needs no branches of its own: 「催し12に…で申し込む」 waits for the ages, 「40と8」
fills them in; 「はい」 says what the card's button says. Whoever says something else is simply heard, and
when the plan has answered something in between, nothing is waited for any more.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from community import conversations
from handlers.messages import Incoming, Outgoing

OLDEST = 120
_PLACE = "…"
_AGES = re.compile(r"(?:(?:\d{1,3})(?:歳|才|さい|years? old)?(?:[,、と・/とand\s]|です)*)+", re.IGNORECASE)
_PLEASE = r"(?:,?(?:よろしく)?お?(?:願|ねが)い(?:します|いたします|致します)|,?頼みます)?"
_YES = re.compile(
    rf"(?:はい|うん|ええ|ハイ|それで|これで|そのまま|いいです|大丈夫(?:です)?|よろしい(?:です)?|そうです|ok|オッケー|おっけー|yes"
    rf"|(?:申し?込|取り?消)(?:みます|む|します|す)|参加(?:します|する)|キャンセル(?:します|する)){_PLEASE}"
    r"|(?:よろしく)?お(?:願|ねが)い(?:します|いたします|致します)"
)
_NO = re.compile(r"(?:やっぱり?)?(?:やめ(?:る|ます|ておきます|とく|とく?わ)|いいえ|いや|違います|no)")
_WAITS = ("asks", "yes", "no")


def ask_ages(session: Session, incoming: Incoming, then: str, people: int) -> Outgoing:
    """Ask how old those are who come; `then` are the words to complete, with … where the ages go."""
    conversations.do(session, incoming.person, {"asks": then}, incoming.at)
    return Outgoing("ask_ages", {"people": people})


def ask_back(session: Session, incoming: Incoming, event: int, yes: str, no: str) -> None:
    """Wait for a yes or a no about an event; `yes` and `no` are the words that they stand for."""
    conversations.do(session, incoming.person, {"looking": event, "yes": yes, "no": no}, incoming.at)


def completed(session: Session, incoming: Incoming) -> str | None:
    """The words that a message completes; None when it doesn't answer, or nothing was asked."""
    said = unicodedata.normalize("NFKC", incoming.text).strip(" 。.!、\n").replace("、", ",").casefold()
    wait = "asks" if _AGES.fullmatch(said) else "yes" if _YES.fullmatch(said) else "no"
    # Most messages are none of these: those need not ask the database.
    if wait == "no" and not _NO.fullmatch(said):
        return None
    then = conversations.recall(session, incoming.person, incoming.at).doing.get(wait)
    if not isinstance(then, str):
        return None
    if wait != "asks":
        return then
    numbers = [int(each) for each in re.findall(r"\d+", said)]
    return then.replace(_PLACE, "と".join(f"{age}歳" for age in numbers)) if max(numbers) <= OLDEST else None


def dropped(doing: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What is being done without what it waited for; None when it waited for nothing."""
    if not any(each in doing for each in _WAITS):
        return None
    return {name: value for name, value in doing.items() if name not in _WAITS}
