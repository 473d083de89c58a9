"""What answers the question that was asked last, and what doesn't."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from tests.community.gatherings import published
from tests.handlers.talks import Talk
from tests.handlers.test_signups import states


@pytest.mark.parametrize(
    "yes", ["はい", "お願いします", "うん", "はい、よろしくお願いいたします。", "OK", "申し込みます"]
)
def test_a_yes_confirms_what_was_asked_back(session: Session, now: datetime, yes: str) -> None:
    event = published(session, now, 5)
    talk = Talk(session, now).known()
    talk.says(f"催し{event.id}に2人で申し込みたい")

    assert "申し込みました" in talk.says(yes)
    assert states(session, event.id) == [("line:U1", "confirmed", 2)]


def test_a_no_and_a_yes_after_something_else_change_nothing(session: Session, now: datetime) -> None:
    event = published(session, now, 5)
    talk = Talk(session, now).known()
    talk.says(f"催し{event.id}に申し込む")

    assert "そば打ち体験" in talk.says("やっぱりやめます")
    talk.says(f"催し{event.id}に申し込む")
    talk.says("地域協働体とは?")
    talk.says("はい")

    assert states(session, event.id) == []


def test_a_yes_cancels_after_the_question_whether_to(session: Session, now: datetime) -> None:
    event = published(session, now, 5)
    talk = Talk(session, now).known()
    talk.says(f"はい、催し{event.id}に1人で申し込みます")
    talk.says(f"催し{event.id}を取り消す")

    assert "取り消しました" in talk.says("はい")
    assert states(session, event.id) == [("line:U1", "cancelled", 1)]


def test_a_number_after_another_question_is_its_choice_and_no_age(session: Session, now: datetime) -> None:
    event = published(session, now, 5, youngest=6)
    talk = Talk(session, now).known()
    talk.says(f"催し{event.id}に2人で申し込む")
    talk.says("地域協働体とは?")

    talk.says("2")

    assert talk.last[0].template == "answer"
