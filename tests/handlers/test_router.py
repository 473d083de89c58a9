"""Conversations over a real database: what is heard, and what the town remembers of it."""

from datetime import datetime, timedelta

import pytest
from jinja2 import UndefinedError
from sqlalchemy.orm import Session

from community import arrivals, conversations, deliveries
from community.arrivals import ERASED, Arrival, Arriving, Claimed
from community.deliveries import Means, Parcel
from community.errors import NoSuchChoice
from community.people import Person
from handlers import rendering, router
from handlers.messages import Choice, Incoming, Kind, Outgoing


def incoming(kind: Kind, at: datetime, text: str = "", message: str | None = None) -> Incoming:
    return Incoming("line:e1", "line", "line:U1", kind, at, text, message=message)


def offer(session: Session, at: datetime, *choices: str) -> None:
    arrival = Claimed("line:e0", "line", "line:U1", {}, "waiting", at, taken_back=False)
    deliveries.post(session, arrival, [Parcel(Means.REPLY, {}, {}, choices)], at)


def hear(session: Session, at: datetime, text: str) -> Outgoing:
    (said,) = router.respond(session, incoming(Kind.TEXT, at, text))
    return said


def test_every_kind_of_event_has_a_subject() -> None:
    assert set(router.EVENTS) == set(Kind) - {Kind.TEXT, Kind.CHOICE}


@pytest.mark.parametrize("typed", ["2", "\uff12", "2。", "(2)", "2番", "2番目です", " 2\n"])
def test_a_typed_number_asks_the_choice_that_was_offered(session: Session, now: datetime, typed: str) -> None:
    offer(session, now, "地域協働体とは?", "市民センターとは?")

    assert "第3章5" in str(hear(session, now, typed).facts["text"])


def test_a_number_beyond_what_was_offered_is_refused(session: Session, now: datetime) -> None:
    offer(session, now, "地域協働体とは?")

    with pytest.raises(NoSuchChoice) as refused:
        hear(session, now, "2")
    assert refused.value.facts == {"offered": 1}
    assert router.refusal(refused.value) == [Outgoing("no_such_choice", {"offered": 1})]


def test_a_number_long_after_the_offer_is_only_a_number(session: Session, now: datetime) -> None:
    offer(session, now - timedelta(minutes=31), "地域協働体とは?")

    assert hear(session, now, "1").template == "answer"


@pytest.mark.parametrize(
    "typed", ["使い方", "ヘルプ", "help", "HELP", "?", "??", "使い方。", "???", "。。。", ""]
)
def test_who_asks_how_it_works_is_told(session: Session, now: datetime, typed: str) -> None:
    assert hear(session, now, typed).template == "help"


def test_following_leaving_and_coming_back(session: Session, now: datetime) -> None:
    (welcome,) = router.respond(session, incoming(Kind.FOLLOW, now))
    silent = router.respond(session, incoming(Kind.UNFOLLOW, now + timedelta(days=1)))
    session.expire_all()
    left = session.get_one(Person, "line:U1").left_at
    again = router.respond(session, incoming(Kind.FOLLOW, now + timedelta(days=2)))
    session.expire_all()

    assert (welcome.template, silent, again[0].template) == ("welcome", [], "welcome")
    assert left == now + timedelta(days=1)
    assert session.get_one(Person, "line:U1").left_at is None


def test_taking_back_a_message_erases_its_words_and_says_nothing(session: Session, now: datetime) -> None:
    arrivals.take_in(
        session, [Arriving("line:m", "line", "line:U1", {"text": "まちがい"}, message="m1")], now
    )

    unsent = incoming(Kind.UNSEND, now, message="m1")
    conversations.remember(session, unsent.person, {"question": "まちがい"}, None, now)

    said = router.respond(session, unsent)

    session.expire_all()
    assert (said, session.get_one(Arrival, "line:m").body) == ([], dict(ERASED))
    assert conversations.recall(session, unsent.person, now).topic == {}


def test_a_fact_a_template_needs_and_does_not_get_is_an_error_at_once() -> None:
    with pytest.raises(UndefinedError):
        rendering.render(Outgoing("apology"))


@pytest.mark.parametrize("label", ["", "あ" * 21])
def test_a_choice_that_line_could_not_show_is_an_error_at_once(label: str) -> None:
    with pytest.raises(ValueError, match="20"):
        Choice(label)
