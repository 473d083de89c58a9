"""Three short questions after an event, one after the other, each answered by one tap; who wants, stops.

Answers are kept by `community/surveys.py`; the first question comes with the thanks (`afterwards.py`).
"""

import re
import unicodedata

from sqlalchemy.orm import Session

from community import events, surveys
from community.surveys import NoSuchAnswer
from handlers.messages import Choice, Incoming, Outgoing

ASKED = {
    1: ("催しはいかがでしたか。", ("よかった", "ふつう", "もの足りなかった")),
    2: ("また参加したいですか。", ("参加したい", "たぶん", "いいえ")),
    3: ("何で知りましたか。", ("LINE", "チラシ・広報", "知り合い", "その他")),
}
_SAID = re.compile(r"催し(?P<event>\d{1,9})の感想(?P<question>\d{1,2})は(?P<answer>.{1,20})")


def hear(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """Keep an answer, and ask the next question.

    Raises:
        NoSuchEvent, NoSuchSignUp: they weren't there.
        NoSuchAnswer: that can't be answered.
    """
    said = _SAID.fullmatch(unicodedata.normalize("NFKC", incoming.text).strip(" 。.!"))
    if said is None:
        return None
    if not incoming.private:
        return [Outgoing("only_in_private")]
    event_id, question = int(said["event"]), int(said["question"])
    mine = surveys.asked(session, event_id, incoming.person)
    surveys.answer(session, mine, question, _chosen(event_id, question, said["answer"]), incoming.at)
    if question + 1 in ASKED:
        return [_ask(event_id, question + 1)]
    title = events.public(session, event_id).title
    return [Outgoing("survey_done", {"title": title}, choices=(Choice("ほかの催し", "催しをさがす"),))]


def choices(event_id: int, question: int) -> tuple[Choice, ...]:
    """The answers to a question, to be tapped."""
    _, answers = ASKED[question]
    return tuple(Choice(each, f"催し{event_id}の感想{question}は{each}") for each in answers)


def _ask(event_id: int, question: int) -> Outgoing:
    facts = {"question": ASKED[question][0], "last": question == max(ASKED)}
    return Outgoing("survey", facts, choices=choices(event_id, question))


def _chosen(event_id: int, question: int, answer: str) -> int:
    _, answers = ASKED.get(question, ("", ()))
    folded = [unicodedata.normalize("NFKC", each) for each in answers]
    if answer not in folded:
        raise NoSuchAnswer(event=event_id)
    return folded.index(answer) + 1
