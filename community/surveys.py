"""What those who were there thought: three short questions, each answered by one tap, changed or left out.

Answers belong to the sign-up: when its person is forgotten they stay, and nobody knows whose they are.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community.errors import Refusal
from community.events import EventState, public
from community.ledger import NoSuchSignUp, SignUp, SignUpState, of_person
from community.tables import Moment, Table

# How many answers each question has; their words are `handlers/surveys.py`'s.
QUESTIONS: Mapping[int, int] = {1: 3, 2: 3, 3: 4}
_WAS_THERE = (SignUpState.ATTENDED, SignUpState.CONFIRMED)


class Survey(Table):
    """One answer: the number of the question, and that of what was chosen, both from 1."""

    __tablename__ = "surveys"
    __table_args__ = (Index("ix_surveys_event_id", "event_id"),)

    sign_up_id: Mapped[str] = mapped_column(ForeignKey("sign_ups.id"), primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    answer: Mapped[int]
    at: Mapped[Moment]


class NoSuchAnswer(Refusal):
    """There is no such question, or no such answer to it. Facts: `event`."""

    template = "no_such_answer"


def answer(session: Session, sign_up: SignUp, question: int, chosen: int, now: datetime) -> None:
    """Keep an answer; the same question again changes it.

    Raises:
        NoSuchAnswer: there is no such question or answer.
    """
    if not 1 <= chosen <= QUESTIONS.get(question, 0):
        raise NoSuchAnswer(event=sign_up.event_id)
    key = {"sign_up_id": sign_up.id, "question": question}
    given = {"answer": chosen, "at": now}
    row = insert(Survey).values(**key, event_id=sign_up.event_id, **given)
    session.execute(row.on_conflict_do_update(index_elements=list(key), set_=given))


def asked(session: Session, event_id: int, person: str) -> SignUp:
    """The sign-up of somebody who was there, or who made it for somebody who was; their own first.

    Raises:
        NoSuchEvent, NoSuchSignUp: there is nothing they could be asked about.
    """
    held = public(session, event_id).state == EventState.HELD
    theirs = [each for each in of_person(session, person) if each.event_id == event_id]
    there = [each for each in theirs if held and each.state in _WAS_THERE]
    if not there:
        raise NoSuchSignUp
    return min(there, key=lambda each: (each.person != person, each.number))


def results(session: Session, event_id: int) -> Mapping[tuple[int, int], int]:
    """How often each answer was given, by (question, answer)."""
    counted = select(Survey.question, Survey.answer, func.count().label("number"))
    rows = session.execute(
        counted.where(Survey.event_id == event_id).group_by(Survey.question, Survey.answer)
    )
    return {(row.question, row.answer): row.number for row in rows}
