"""The intake: signed, stored, then acknowledged; and the same over Slack's socket."""

import asyncio
import json
import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier
from structlog.testing import capture_logs

from community.arrivals import Arriving
from handlers.slack.app import SlackIntake
from tests.handlers.slack.payloads import command, direct, event, tap

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOWHERE = "http://127.0.0.1:1/api/"  # taking in asks Slack nothing


class Desk:
    """Where what came in is put, until it fails."""

    def __init__(self) -> None:
        self.taken: list[Arriving] = []
        self.fails = False

    async def accept(self, arriving: Sequence[Arriving]) -> None:
        if self.fails:
            raise RuntimeError("INSERT INTO arrivals … 秘密")
        self.taken.extend(arriving)


async def nothing_sent(_body: Mapping[str, Any], _person: str) -> dict[str, Any]:
    raise AssertionError("nobody sent a form")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def signed(raw: bytes, secret: str = SECRET, **headers: str) -> dict[str, str]:
    stamp = str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=raw)
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": str(signature), **headers}


def as_json(payload: Any) -> tuple[bytes, str]:
    return json.dumps(payload).encode(), "application/json"


def as_form(payload: dict[str, Any]) -> tuple[bytes, str]:
    return urlencode(payload).encode(), "application/x-www-form-urlencoded"


def post(
    desk: Desk, request: tuple[bytes, str], secret: str = SECRET, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    raw, kind = request
    intake = SlackIntake(SECRET, "xoxb-secret", NOWHERE, desk.accept, nothing_sent)
    return asyncio.run(intake.dispatch(signed(raw, secret, **{"Content-Type": kind, **headers}), raw))


@pytest.mark.parametrize(
    ("request_", "arrival"),
    [
        (as_json(event()), "slack:Ev1"),
        (as_json(direct()), "slack:Ev1"),
        (as_form(command()), "slack:command-13345224609.738474920.8088930838d88f008e0"),
        (as_form({"payload": json.dumps(tap())}), "slack:action-12466734323.1395872398"),
    ],
    ids=["mention", "direct message", "command", "tap"],
)
def test_what_is_for_us_is_stored_and_acknowledged(
    desk: Desk, request_: tuple[bytes, str], arrival: str
) -> None:
    status, _, body = post(desk, request_)
    assert (status, body) == (200, b"")
    assert [(each.id, each.ignored) for each in desk.taken] == [(arrival, None)]


@pytest.mark.parametrize(
    "request_",
    [
        as_json(event(type="reaction_added", item={"type": "message"})),
        as_json(direct(bot_id="B1", user="UBOT")),
        as_json(direct(subtype="message_changed")),
        as_form({"payload": json.dumps(tap(actions=[{"type": "button", "action_id": "link"}]))}),
    ],
    ids=["another event", "our own message", "an edit", "another button"],
)
def test_what_is_not_is_stored_too_and_says_why(desk: Desk, request_: tuple[bytes, str]) -> None:
    status, _, _ = post(desk, request_)
    assert status == 200
    assert [bool(each.ignored) for each in desk.taken] == [True]


def test_a_wrong_signature_is_turned_away_and_logs_no_words(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        status, _, _ = post(desk, as_json(direct("秘密")), secret="somebody else's")
    assert status == 401
    assert not desk.taken
    assert "秘密" not in caplog.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "署名"},
        {"X-Slack-Request-Timestamp": "1000000000", "X-Slack-Signature": "v0=0"},
    ],
    ids=["none", "no number", "no ascii", "old"],
)
def test_broken_signatures_are_no_errors(desk: Desk, headers: dict[str, str]) -> None:
    intake = SlackIntake(SECRET, "xoxb-secret", NOWHERE, desk.accept, nothing_sent)
    for raw in (b"{", b"\xff", as_json(event())[0]):
        assert asyncio.run(intake.dispatch(headers, raw))[0] == 401
    assert not desk.taken


def test_without_a_signing_secret_nothing_comes_in_over_http(desk: Desk) -> None:
    raw, kind = as_json(event())
    intake = SlackIntake("", "xoxb-secret", NOWHERE, desk.accept, nothing_sent)
    assert asyncio.run(intake.dispatch(signed(raw, "x", **{"Content-Type": kind}), raw))[0] == 401


@pytest.mark.parametrize("raw", [b"{", b"[" * 100_000, b"[1]", b"payload=[1]"])
def test_a_signed_body_that_can_t_be_read_is_a_bad_request(desk: Desk, raw: bytes) -> None:
    status, _, _ = post(desk, (raw, "application/json" if raw[:1] in b"{[" else "text/plain"))
    assert status == 400
    assert not desk.taken


def test_slacks_question_whether_we_are_there(desk: Desk) -> None:
    asked = as_json({"token": "t", "type": "url_verification", "challenge": "3eZbrw1a"})
    status, headers, body = post(desk, asked)
    assert (status, json.loads(body)) == (200, {"challenge": "3eZbrw1a"})
    assert headers["content-type"].startswith("application/json")
    assert post(desk, asked, secret="somebody else's")[0] == 401


def test_what_could_not_be_stored_is_not_acknowledged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.fails = True
    with caplog.at_level(logging.INFO), capture_logs() as logged:
        for request in (as_json(direct("秘密")), as_form(command()), as_form({"payload": json.dumps(tap())})):
            assert post(desk, request)[0] == 500
    assert [each["error"] for each in logged] == ["RuntimeError"] * 3
    assert "秘密" not in caplog.text + str(logged)


def test_what_comes_again_has_the_same_id_and_is_never_dropped_by_its_header(desk: Desk) -> None:
    again = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    assert post(desk, as_json(event()))[0] == 200
    assert post(desk, as_json(event()), **again)[0] == 200
    assert post(desk, as_json(event()), **{"X-Slack-Bolt-Lazy-Only": "1"})[0] == 200
    assert [each.id for each in desk.taken] == ["slack:Ev1"] * 3


def test_a_shortcut_nobody_listens_to_is_not_acknowledged(desk: Desk) -> None:
    shortcut = {"type": "shortcut", "callback_id": "x", "team": {"id": "T1"}, "user": {"id": "U1"}}
    assert post(desk, as_form({"payload": json.dumps(shortcut)}))[0] == 404


def test_the_socket_acknowledges_what_is_stored_and_only_that(desk: Desk) -> None:
    assert asyncio.run(over_the_socket(desk)) == ["envelope-2"]
    assert [each.id for each in desk.taken] == ["slack:Ev2"]


async def over_the_socket(desk: Desk) -> list[str]:
    """Send two events through a stand-in of Slack's socket, the first while nothing can be stored."""
    acknowledged: list[str] = []
    done = asyncio.Event()

    async def opened(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer xapp-secret"
        return web.json_response({"ok": True, "url": f"ws://{request.host}/link"})

    async def link(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello"})
        desk.fails = True
        await socket.send_json(envelope(1))
        await asyncio.sleep(0.2)
        desk.fails = False
        await socket.send_json(envelope(2))
        acknowledged.append((await socket.receive_json())["envelope_id"])
        done.set()
        return socket

    app = web.Application()
    app.router.add_post("/api/apps.connections.open", opened)
    app.router.add_get("/link", link)
    runner = web.AppRunner(app, shutdown_timeout=0, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base_url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    listening = asyncio.create_task(
        SlackIntake("", "t", base_url, desk.accept, nothing_sent).run_socket("xapp-secret")
    )
    try:
        await asyncio.wait_for(done.wait(), 10)
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await runner.cleanup()
    return acknowledged


def envelope(number: int) -> dict[str, Any]:
    return {
        "envelope_id": f"envelope-{number}",
        "type": "events_api",
        "accepts_response_payload": False,
        "payload": event(f"Ev{number}"),
    }
