"""Answers to three questions: by whoever was there, changed as they like, counted without names."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from community import afterwards, checkin, forgetting, surveys
from community.events import Event
from community.ledger import NoSuchSignUp, SignUp
from community.surveys import NoSuchAnswer
from tests.community.gatherings import OFFICER, come, published


def held(session: Session, now: datetime) -> tuple[Event, list[SignUp]]:
    event = published(session, now, 9)
    came = [come(session, event, who, now) for who in "AB"]
    absent = come(session, event, "C", now)
    for each in came:
        checkin.receive(session, each.id, "door:1", event.starts_at)
    afterwards.close(session, event.id, OFFICER, event.ends_at)
    return event, [*came, absent]


def test_an_answer_is_kept_once_and_changed(session: Session, now: datetime) -> None:
    event, (first, second, _) = held(session, now)
    for sign_up, question, chosen in [(first, 1, 3), (first, 1, 1), (second, 1, 1), (second, 3, 4)]:
        surveys.answer(session, sign_up, question, chosen, event.ends_at)
    forgetting.forget(session, "line:A", event.ends_at)

    assert surveys.results(session, event.id) == {(1, 1): 2, (3, 4): 1}


def test_only_who_was_there_is_asked(session: Session, now: datetime) -> None:
    event, (first, _, _) = held(session, now)
    coming = published(session, now)
    come(session, coming, "A", now)

    assert surveys.asked(session, event.id, "line:A") == first
    for event_id, person in [(event.id, "line:C"), (event.id, "line:Z"), (coming.id, "line:A")]:
        with pytest.raises(NoSuchSignUp):
            surveys.asked(session, event_id, person)


def test_there_are_only_so_many_answers(session: Session, now: datetime) -> None:
    event, (first, *_) = held(session, now)

    for question, chosen in [(1, 0), (1, 4), (4, 1), (0, 1)]:
        with pytest.raises(NoSuchAnswer):
            surveys.answer(session, first, question, chosen, event.ends_at)
