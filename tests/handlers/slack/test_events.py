"""What Slack sends, read: who, what, and why some of it is ignored."""

import json
from typing import Any

import pytest

from handlers.messages import Kind
from handlers.slack import events
from handlers.slack.rehearsal import rehearse, rehearse_choice
from tests.handlers.slack.payloads import BOT, NOW, TS, command, direct, event, tap
from tests.standins.line_checks import SHARED

REAL_PAYLOADS = SHARED / "slack" / "inbound-bolt"


def said(body: dict[str, Any]) -> str:
    return events.read(body, "slack:Ev1", "slack:T1:U1", NOW).text


def test_a_mention_is_a_question_that_others_read() -> None:
    arriving = events.arriving_from_event(event())
    incoming = events.read(arriving.body, arriving.id, arriving.person, NOW)
    assert (arriving.id, arriving.person, arriving.message) == ("slack:Ev1", "slack:T1:U1", TS)
    assert arriving.ignored is None
    assert "token" not in arriving.body
    assert (incoming.kind, incoming.text, incoming.private) == (Kind.TEXT, "地域協働体とは", False)
    assert (incoming.channel, incoming.message, incoming.at) == ("slack", TS, NOW)


def test_a_direct_message_is_private() -> None:
    arriving = events.arriving_from_event(direct(), channel="console")
    assert arriving.ignored is None
    assert arriving.id == "console:Ev1"
    assert events.read(arriving.body, arriving.id, arriving.person, NOW).private


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (direct(bot_id="B1"), "written by a bot"),
        (direct(user=BOT), "written by a bot"),
        (direct(user="USLACKBOT"), "written by a bot"),
        (direct(subtype="message_changed"), "not a plain message: message_changed"),
        (direct(subtype="bot_message"), "not a plain message: bot_message"),
        (event(edited={"user": "U1", "ts": "2"}), "an edited message"),
        (event(channel="D1"), "a mention in a direct message, which comes as a message too"),
        (event(type="message", channel_type="channel"), "not addressed to us"),
        (event(type="message", channel_type="mpim", channel="G1"), "not addressed to us"),
        (event(type="reaction_added"), "an event we don't know: reaction_added"),
        (event(user=None), "no sender"),
        (event(ts=12), "no sender"),
        ({"type": "event_callback", "event": 5}, "an event we don't know: None"),
        ([], "an event we don't know: None"),
    ],
)
def test_what_wants_no_answer_says_why(payload: Any, reason: str) -> None:
    assert events.arriving_from_event(payload).ignored == reason


def test_of_what_wants_no_answer_no_words_are_kept() -> None:
    deleted = direct(subtype="message_deleted", deleted_ts="1.0", previous_message={"text": "地域協働体とは"})
    body = events.arriving_from_event(deleted).body
    assert "地域協働体" not in json.dumps(body, ensure_ascii=False)
    assert (body["event"]["subtype"], body["event"]["deleted_ts"]) == ("message_deleted", "1.0")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("質問 地域協働体とは", "地域協働体とは"),
        ("質問 地域協働体とは 何", "地域協働体とは 何"),
        ("地域協働体とは", "地域協働体とは"),
        ("", "使い方"),
        ("質問", "質問"),
        (" 使い方 ", "使い方"),
        ("質問 A&amp;B", "A&B"),
    ],
)
def test_a_command_asks(text: str, asked: str) -> None:
    arriving = events.arriving_from_command(command(text))
    incoming = events.read(arriving.body, arriving.id, arriving.person, NOW)
    assert arriving.id == "slack:command-13345224609.738474920.8088930838d88f008e0"
    assert (arriving.person, arriving.ignored) == ("slack:T1:U1", None)
    assert (incoming.kind, incoming.text, incoming.private) == (Kind.TEXT, asked, True)


def test_a_tap_says_its_choice() -> None:
    arriving = events.arriving_from_action(tap())
    incoming = events.read(arriving.body, arriving.id, arriving.person, NOW)
    assert (arriving.id, arriving.person) == ("slack:action-12466734323.1395872398", "slack:T1:U1")
    assert (incoming.kind, incoming.text, incoming.private) == (Kind.CHOICE, "いわてまるごと", False)


def test_a_tap_without_a_trigger_is_told_by_its_moment() -> None:
    assert events.arriving_from_action(tap(trigger_id=None)).id == f"slack:action-{TS}-1.5-U1"


def test_a_tap_where_one_person_reads_is_private() -> None:
    seen_by_one = tap(container={"message_ts": TS, "is_ephemeral": True})
    in_person = tap(channel={"id": "D1", "name": "directmessage"})
    assert events.is_private(seen_by_one)
    assert events.is_private(in_person)


@pytest.mark.parametrize(
    "payload", [tap("x"), tap("say:"), tap(actions=[]), tap(user={}), tap(actions="x"), 5]
)
def test_other_taps_are_ignored(payload: Any) -> None:
    assert events.arriving_from_action(payload).ignored == "a tap that is none of our choices"


@pytest.mark.parametrize("payload", [command(response_url=None), command(user_id=""), {}, "x"])
def test_a_command_without_an_address_is_ignored(payload: Any) -> None:
    assert events.arriving_from_command(payload).ignored


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (f"<@{BOT}>", "使い方"),
        (f"<@{BOT}|wasshoi> 防災  ", "防災"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("<https://example.jp/a|一関市> を見て", "一関市 を見て"),
        ("<https://example.jp/?a=1&amp;b=2>", "https://example.jp/?a=1&b=2"),
        ("<#C1|general> と <!here> と <!subteam^S1|@係>", "#general と   と @係"),
        ("&lt;@U9&gt;", "<@U9>"),
        ("<" * 5000, "<" * 5000),
    ],
)
def test_slacks_writing_becomes_plain_words(written: str, plain: str) -> None:
    assert said(direct(written)) == plain


def test_what_no_database_holds_is_taken_out() -> None:
    arriving = events.arriving_from_event(direct("a\x00b\ud800c", odd=[float("inf"), {"k\x00": "\udfff"}]))
    assert said(dict(arriving.body)) == "abc"
    assert json.loads(json.dumps(arriving.body, allow_nan=False, ensure_ascii=False).encode())


def test_payloads_without_an_id_still_fall_on_one_row() -> None:
    first, again = (events.arriving_from_event({"type": "x", "event": {"type": "y"}}) for _ in range(2))
    assert first.id == again.id
    assert first.id.startswith("slack:sha256-")


def test_a_rehearsed_message_goes_the_same_road() -> None:
    arriving = events.arriving_from_event(rehearse("visitor1", "A&B <地域>", NOW), channel="console")
    incoming = events.read(arriving.body, arriving.id, arriving.person, NOW)
    assert (arriving.person, arriving.ignored) == ("console:TCONSOLE:visitor1", None)
    assert (incoming.text, incoming.private) == ("A&B <地域>", True)
    assert arriving.id != events.arriving_from_event(rehearse("visitor1", "A&B", NOW), channel="console").id


def test_a_rehearsed_tap_goes_the_same_road() -> None:
    arriving = events.arriving_from_action(rehearse_choice("visitor1", "say:防災", NOW), channel="console")
    incoming = events.read(arriving.body, arriving.id, arriving.person, NOW)
    assert (arriving.person, arriving.ignored) == ("console:TCONSOLE:visitor1", None)
    assert (incoming.kind, incoming.text, incoming.private) == (Kind.CHOICE, "防災", True)


@pytest.mark.skipif(not REAL_PAYLOADS.is_dir(), reason="Slack's sample payloads are not on this machine")
def test_every_sample_payload_is_read_or_ignored() -> None:
    for file in REAL_PAYLOADS.glob("*.json"):
        payload = json.loads(file.read_text())
        for arriving_from in (
            events.arriving_from_event,
            events.arriving_from_command,
            events.arriving_from_action,
        ):
            arriving = arriving_from(payload)
            if arriving.ignored is None:
                assert events.read(arriving.body, arriving.id, arriving.person, NOW).text
