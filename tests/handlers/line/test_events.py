from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.line import events
from handlers.messages import Kind

NOW = datetime(2026, 6, 10, tzinfo=UTC)
USER = {"type": "user", "userId": "U1"}
GROUP = {"type": "group", "groupId": "C1", "userId": "U1"}


def event(kind: str, source: dict[str, Any] | None = None, **rest: Any) -> dict[str, Any]:
    return {"type": kind, "mode": "active", "webhookEventId": "e1", "source": source or USER, **rest}


def read(body: dict[str, Any]) -> Any:
    arriving = events.arriving(body)
    assert arriving.ignored is None
    return events.read(arriving.body, arriving.id, arriving.person, NOW)


@pytest.mark.parametrize("kind", ["text", "sticker", "image", "video", "audio", "file", "location"])
def test_every_kind_of_message_is_heard(kind: str) -> None:
    incoming = read(event("message", message={"type": kind, "id": "m1", "text": "はい"}))

    assert (incoming.kind, incoming.person, incoming.message) == (Kind(kind), "line:U1", "m1")


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        ("follow", Kind.FOLLOW),
        ("unfollow", Kind.UNFOLLOW),
        ("join", Kind.JOIN),
        ("memberJoined", Kind.MEMBER_JOINED),
        ("unsend", Kind.UNSEND),
    ],
)
def test_coming_going_and_taking_back_are_heard(line: str, ours: Kind) -> None:
    assert read(event(line, unsend={"messageId": "m1"})).kind is ours


def test_a_tapped_choice_says_what_it_asks() -> None:
    incoming = read(event("postback", postback={"data": "say:地域協働体とは?"}))

    assert (incoming.kind, incoming.text) == (Kind.CHOICE, "地域協働体とは?")


@pytest.mark.parametrize("postback", [{"data": "richmenu=1"}, {"data": "say:"}, {}, "junk"])
def test_a_postback_that_is_none_of_ours_is_ignored(postback: object) -> None:
    assert events.arriving(event("postback", postback=postback)).ignored


@pytest.mark.parametrize("mode", ["standby", "brand_new", None])
def test_an_event_that_another_module_answers_is_ignored(mode: str | None) -> None:
    body = event("message", message={"type": "text", "id": "1", "text": "はい"}) | {"mode": mode}

    assert events.arriving(body).ignored


def test_a_message_in_a_group_is_ignored_unless_it_calls_us() -> None:
    talk = {"type": "text", "id": "1", "text": "お昼どうする?"}

    assert events.arriving(event("message", GROUP, message=talk)).ignored == "not addressed to us"


def test_a_mention_is_heard_without_its_words_counted_in_utf16() -> None:
    text = "🎆@わっしょい 応援金って何?"
    mention = {"mentionees": [{"index": 2, "length": 6, "type": "user", "isSelf": True}]}
    message = {"type": "text", "id": "1", "text": text, "mention": mention}

    incoming = read(event("message", GROUP, message=message))

    assert incoming.text == "🎆 応援金って何?"
    assert not incoming.private
    assert events.conversation(event("message", GROUP)) == "C1"


@pytest.mark.parametrize("index", [-1, 10**9, None, "2"])
def test_a_strange_place_of_a_mention_loses_no_words(index: object) -> None:
    mention = {"mentionees": [{"index": index, "length": 3, "isSelf": True}, "junk"]}
    message = {"type": "text", "id": "1", "text": "応援金って何?", "mention": mention}

    assert read(event("message", GROUP, message=message)).text == "応援金って何?"


def test_two_people_of_one_group_are_two_people() -> None:
    join = event("join", {"type": "group", "groupId": "C1"})
    other = event("message", GROUP | {"userId": "U2"}, message={"type": "sticker", "id": "1"})

    assert events.arriving(join).person == "line:C1"
    assert events.arriving(other).person == "line:U2"


@pytest.mark.parametrize(
    ("stamp", "known"), [(1_780_000_000_000, True), (10**30, False), ("now", False), (None, False)]
)
def test_when_it_happened_is_read_tolerantly(stamp: object, *, known: bool) -> None:
    assert (events.happened_at({"timestamp": stamp}) is not None) is known


def test_what_a_group_says_among_itself_is_kept_without_its_words() -> None:
    talk = {"type": "text", "id": "m1", "text": "花子さんの電話は0191-00-0000だよ"}

    arriving = events.arriving(event("message", GROUP, message=talk))

    assert arriving.ignored
    assert "0191" not in str(arriving.body)
    assert (arriving.message, arriving.body["source"]) == ("m1", GROUP)
