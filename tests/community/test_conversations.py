from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from community import conversations
from community.conversations import Conversation, Held

TOPIC = {"article": "project-8", "question": "応援金とは?", "offered": ["補助率は?"]}
NOTHING = Held({}, None, {})


def test_somebody_who_never_wrote_has_no_conversation(session: Session, now: datetime) -> None:
    assert conversations.recall(session, "line:U1", now) == NOTHING


@pytest.mark.parametrize("minutes", [0, 29, 30])
def test_what_was_talked_about_is_known_for_half_an_hour(
    session: Session, now: datetime, minutes: int
) -> None:
    conversations.remember(session, "line:U1", TOPIC, None, now)

    assert conversations.recall(session, "line:U1", now + timedelta(minutes=minutes)) == Held(TOPIC, None, {})


def test_after_half_an_hour_it_is_forgotten_but_the_language_stays(session: Session, now: datetime) -> None:
    conversations.remember(session, "line:U1", TOPIC, "easy", now)

    for later in (timedelta(minutes=30, seconds=1), timedelta(days=400)):
        assert conversations.recall(session, "line:U1", now + later) == Held({}, "easy", {})


def test_the_next_message_takes_the_place_of_the_last_and_begins_the_half_hour_anew(
    session: Session, now: datetime
) -> None:
    other = {"article": "body", "question": "地域協働体とは?", "offered": []}
    conversations.remember(session, "line:U1", TOPIC, "en", now)
    conversations.remember(session, "line:U1", other, None, now + timedelta(minutes=20))

    assert conversations.recall(session, "line:U1", now + timedelta(minutes=50)) == Held(other, None, {})
    assert session.query(Conversation).count() == 1


def test_nobody_is_told_what_somebody_else_talked_about(session: Session, now: datetime) -> None:
    conversations.remember(session, "line:U1", TOPIC, "en", now)

    for other in ("line:U2", "slack:U1", "line:U", "line:U11"):
        assert conversations.recall(session, other, now) == NOTHING


def test_who_is_forgotten_leaves_only_a_chosen_language_and_nobody_else_is_touched(
    session: Session, now: datetime
) -> None:
    conversations.remember(session, "line:U1", TOPIC, "en", now)
    conversations.remember(session, "line:U2", TOPIC, "easy", now)

    conversations.forget(session, "line:U1")
    conversations.forget(session, "line:U9")

    assert conversations.recall(session, "line:U1", now) == Held({}, "en", {})
    assert conversations.recall(session, "line:U2", now) == Held(TOPIC, "easy", {})
    assert conversations.recall(session, "line:U9", now) == NOTHING


def test_tidying_up_removes_what_is_older_than_a_day_and_keeps_a_chosen_language(
    session: Session, now: datetime
) -> None:
    long_ago = now - timedelta(days=1, seconds=1)
    conversations.remember(session, "line:old", TOPIC, None, long_ago)
    conversations.remember(session, "line:english", TOPIC, "en", long_ago)
    conversations.remember(session, "line:young", TOPIC, None, now - timedelta(days=1))

    conversations.tidy(session, now)
    conversations.tidy(session, now)

    kept = session.query(Conversation.person).order_by(Conversation.person).all()
    assert [person for (person,) in kept] == ["line:english", "line:young"]
    assert conversations.recall(session, "line:english", now) == Held({}, "en", {})
