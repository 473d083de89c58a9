"""What people read of events they didn't ask about, and how they stop it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from community import bodies, broadcasts, follows, people, reception
from community.bodies import Body
from handlers import announcements
from handlers.broadcasts import NAMES
from handlers.messages import LABEL_LIMIT
from handlers.rendering import render
from tests.community.gatherings import come
from tests.handlers.talks import Talk, on

BODY = "老松みどりの郷協議会"


@pytest.fixture(autouse=True)
def follower(session: Session, now: datetime, talk: Talk) -> None:
    bodies.add(session, Body(name=BODY, area="花泉"), "x", now)
    people.welcome(session, talk.person, "line", now)
    follows.follow(session, talk.person, BODY, now)


def test_a_new_event_says_what_it_is_why_it_came_and_how_to_stop(
    session: Session, now: datetime, talk: Talk
) -> None:
    on(session, now, 20, body=BODY, title="そば打ち")
    (said,) = announcements.new(session, now)
    words = render(said).words

    assert "新しい催しです。" in words
    assert f"届いた理由:{BODY}をフォローしているか、花泉にお住まいのため" in words
    assert said.many.startswith("event:")
    assert announcements.new(session, now) == []

    stop = next(each.words for each in said.choices if each.words.endswith("はいらない"))
    assert "もう送りません" in talk.says(stop)
    on(session, now, 21, body=BODY, title="餅つき")
    assert announcements.new(session, now) == []
    assert "またお送りします" in talk.taps("やっぱり受け取る")


def test_the_last_places_are_counted(session: Session, now: datetime) -> None:
    event = on(session, now, 28, body=BODY, title="そば打ち", capacity=4)
    come(session, event, "A", now, (40, 41))

    (said,) = announcements.last_calls(session, now)
    assert "残り2席です。" in render(said).words


def test_a_week_goes_to_followers_once(session: Session, now: datetime) -> None:
    on(session, now, 20, body=BODY, title="そば打ち")
    (said,) = announcements.rounds(session, now)
    assert "そば打ち(花泉市民センター 調理室)" in render(said).words
    assert broadcasts.get(session, said.many).people == 1

    (again,) = announcements.rounds(session, now + timedelta(hours=1))
    assert again.many == said.many


def test_a_person_chooses_when_messages_come(session: Session, talk: Talk) -> None:
    talk.says("お知らせの時間をえらぶ")
    assert "夕方6時" in talk.taps("夕方6時")
    talk.says("お知らせの時間をえらぶ")
    assert "祝日に送りません" in talk.taps("祝日はいらない")
    reception.mute(session, talk.person, reception.Kind.NEWS, talk.at)
    talk.says("お知らせの時間をえらぶ")
    assert "またお送りします" in talk.taps("活動だよりを受け取る")


def test_every_kind_can_be_stopped_by_a_button_that_line_takes() -> None:
    assert all(len(f"{name}はいらない") <= LABEL_LIMIT for name in NAMES.values())
