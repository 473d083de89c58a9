from datetime import UTC, datetime
from typing import Any

import pytest

from community.deliveries import Means
from handlers.doors import Unreadable
from handlers.line import events, rehearsal
from handlers.line.client import LineClient
from handlers.line.door import LineDoor
from handlers.messages import Choice, Kind, Rendered

NOW = datetime(2026, 6, 10, tzinfo=UTC)
DOOR = LineDoor(LineClient("token"))
BODY = {"replyToken": "r1", "source": {"type": "user", "userId": "U1"}}


def test_an_answer_is_one_free_reply_with_a_push_to_fall_back_on() -> None:
    (parcel,) = DOOR.write([Rendered("一", choices=(Choice("次", "次は?"),))], BODY, NOW)

    assert (parcel.means, parcel.fallback) == (Means.REPLY, Means.PUSH)
    assert parcel.address == {"token": "r1", "to": "U1"}
    assert parcel.choices == ("次は?",)


def test_more_messages_than_a_reply_takes_go_on_as_pushes() -> None:
    first, second = DOOR.write([Rendered(str(number)) for number in range(7)], BODY, NOW)

    assert (len(first.payload["messages"]), len(second.payload["messages"])) == (5, 2)
    assert (second.means, second.address, second.fallback) == (Means.PUSH, {"to": "U1"}, None)


def test_without_a_reply_token_the_answer_is_a_push() -> None:
    (parcel,) = DOOR.write([Rendered("一")], {"source": {"type": "group", "groupId": "C1"}}, NOW)

    assert (parcel.means, parcel.address) == (Means.PUSH, {"to": "C1"})


@pytest.mark.parametrize(
    ("said", "kind", "text"),
    [
        ({"text": "こんにちは"}, Kind.TEXT, "こんにちは"),
        ({"postback": {"data": "say:次は?"}}, Kind.CHOICE, "次は?"),
        ({"kind": "follow"}, Kind.FOLLOW, ""),
        ({"kind": "sticker"}, Kind.STICKER, ""),
        ({"kind": "image"}, Kind.IMAGE, ""),
        ({"kind": "location"}, Kind.LOCATION, ""),
    ],
)
def test_what_a_visitor_does_becomes_the_event_line_would_send(
    said: dict[str, Any], kind: Kind, text: str
) -> None:
    arriving = events.arriving(rehearsal.event("visitor-1", said, NOW), "console-line")

    incoming = events.read(arriving.body, arriving.id, arriving.person, NOW)

    assert arriving.ignored is None
    assert (incoming.kind, incoming.text, incoming.person) == (kind, text, "console-line:visitor-1")


@pytest.mark.parametrize("said", [{}, {"text": "  "}, {"text": 7}, {"kind": "unknown"}, {"postback": "junk"}])
def test_nothing_to_say_is_refused_in_words(said: dict[str, Any]) -> None:
    with pytest.raises(Unreadable, match="言葉"):
        rehearsal.event("visitor-1", said, NOW)
