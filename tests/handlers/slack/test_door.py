"""The door against a small Slack of our own: where answers go, what refusals mean, nothing posted twice."""

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from community.deliveries import Means, Parcel
from handlers.doors import ChannelError, Door, Letter, TryAgainLater, Undeliverable
from handlers.messages import Choice, Rendered
from handlers.slack.client import SlackClient
from handlers.slack.door import SlackDoor
from tests.handlers.slack.payloads import NOW, TS, command, direct, event, tap

LETTER = Letter(
    id="slack:Ev1/1",
    means=Means.POST,
    address={"channel": "C1", "thread": TS, "after": TS},
    payload={"text": "秘密の言葉", "blocks": []},
    retry_key="k",
)


@dataclass
class LittleSlack:
    """Takes posts into one conversation and says what the test wants it to say instead."""

    says: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None
    posts: list[dict[str, Any]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    responses: list[dict[str, Any]] = field(default_factory=list)

    async def post(self, request: web.Request) -> web.StreamResponse:
        self.posts.append({**await request.json(), "ts": f"9.{len(self.posts)}"})
        if self.says:
            return await self.says(request)
        return web.json_response({"ok": True, "ts": self.posts[-1]["ts"]})

    async def history(self, request: web.Request) -> web.StreamResponse:
        self.asked.append({"method": request.path, **request.query})
        if "cursor" not in request.query:
            old: dict[str, Any] = {"ok": True, "messages": [{"ts": "1"}, "junk"]}
            return web.json_response({**old, "response_metadata": {"next_cursor": "more"}})
        return web.json_response({"ok": True, "messages": self.posts})

    async def respond(self, request: web.Request) -> web.StreamResponse:
        self.responses.append(await request.json())
        return await self.says(request) if self.says else web.Response(text="ok")


def answering(status: int, body: Any = None, **headers: str) -> LittleSlack:
    async def says(_: web.Request) -> web.StreamResponse:
        if isinstance(body, str):
            return web.Response(status=status, text=body, headers=headers)
        return web.json_response(body, status=status, headers=headers)

    return LittleSlack(says)


async def cut(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def silent(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(5)
    return web.Response()


def sending(slack: LittleSlack, *letters: Letter) -> list[str | None]:
    """Send letters one after another through one door; `{here}` in an address is the server's."""

    async def run() -> list[str | None]:
        app = web.Application()
        app.router.add_post("/api/chat.postMessage", slack.post)
        app.router.add_get("/api/conversations.replies", slack.history)
        app.router.add_get("/api/conversations.history", slack.history)
        app.router.add_post("/respond", slack.respond)
        runner = web.AppRunner(app, shutdown_timeout=0, handler_cancellation=True)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        here = f"http://127.0.0.1:{runner.addresses[0][1]}"
        door = SlackDoor(SlackClient("xoxb-secret", f"{here}/api", timeout=1))
        try:
            return [await door.send(_at(here, letter)) for letter in letters]
        finally:
            await door.close()
            await runner.cleanup()

    return asyncio.run(run())


def _at(here: str, letter: Letter) -> Letter:
    url = str(letter.address.get("response_url", "")).format(here=here)
    return replace(letter, address={"response_url": url}) if url else letter


def refused(slack: LittleSlack, letter: Letter = LETTER) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        sending(slack, letter)
    assert "秘密" not in str(caught.value)
    assert "xoxb" not in str(caught.value)
    return caught.value


def written(body: dict[str, Any], rendered: Rendered | None = None) -> Parcel:
    door: Door = SlackDoor(SlackClient("t"))
    (parcel,) = door.write([rendered or Rendered("はい")], body, NOW)
    return parcel


def test_a_mention_is_answered_in_its_thread() -> None:
    assert written(event()).address == {"channel": "C1", "thread": TS, "after": TS}
    assert written(event(thread_ts="1.0")).address["thread"] == "1.0"


def test_a_direct_message_is_answered_below_it_and_in_a_thread_only_where_one_is_open() -> None:
    assert written(direct()).address == {"channel": "D1", "thread": None, "after": TS}
    assert written(direct(thread_ts="1.0")).address["thread"] == "1.0"


def test_a_command_is_answered_by_its_address_for_its_asker_only() -> None:
    parcel = written(command())
    assert parcel.address == {"response_url": "https://hooks.slack.test/commands/T1/1/x", "user": "U1"}
    assert parcel.payload["response_type"] == "ephemeral"
    assert SlackDoor(SlackClient("t")).conversation(parcel.address) is None


def test_a_tap_is_answered_where_its_message_stands() -> None:
    threaded = {"message_ts": TS, "thread_ts": "1.0", "is_ephemeral": False}
    for_one = {"message_ts": TS, "is_ephemeral": True}
    assert written(tap()).address == {"channel": "C1", "thread": TS, "after": TS}
    assert written(tap(container=threaded)).address["thread"] == "1.0"
    assert written(tap(channel={"id": "D1"})).address == {"channel": "D1", "thread": None, "after": TS}
    assert written(tap(container=for_one)).address["response_url"].endswith("/actions/T1/1/x")


def test_a_parcel_remembers_its_choices() -> None:
    parcel = written(direct(), Rendered("はい", None, (Choice("見る", "一覧"), Choice("使い方"))))
    assert parcel.choices == ("一覧", "使い方")
    assert parcel.means is Means.POST


def test_a_post_goes_into_its_thread_and_carries_its_delivery() -> None:
    slack = LittleSlack()
    assert sending(slack, LETTER) == ["C1/9.0"]
    post = slack.posts[0]
    assert (post["channel"], post["thread_ts"], post["text"]) == ("C1", TS, "秘密の言葉")
    assert post["metadata"] == {"event_type": "wasshoi_delivery", "event_payload": {"id": "slack:Ev1/1"}}
    assert not slack.asked


def test_in_doubt_it_looks_before_it_posts() -> None:
    slack = LittleSlack()
    doubtful = replace(LETTER, doubtful=True)
    assert sending(slack, LETTER, doubtful, doubtful) == ["C1/9.0"] * 3
    assert len(slack.posts) == 1
    assert slack.asked[0]["method"] == "/api/conversations.replies"
    assert (slack.asked[0]["ts"], slack.asked[0]["oldest"]) == (TS, TS)
    assert slack.asked[0]["include_all_metadata"] == "1"
    assert slack.asked[1]["cursor"] == "more"


def test_in_doubt_and_not_there_it_posts() -> None:
    slack = LittleSlack()
    in_person = {"channel": "D1", "thread": None, "after": TS}
    assert sending(slack, replace(LETTER, doubtful=True, address=in_person)) == ["D1/9.0"]
    assert len(slack.posts) == 1
    assert slack.asked[0]["method"] == "/api/conversations.history"


def test_a_post_that_was_cut_off_is_found_again() -> None:
    slack = LittleSlack(cut)
    error = refused(slack)
    assert isinstance(error, TryAgainLater)
    assert error.doubtful
    assert len(slack.posts) == 1, "nothing below the door tries again"
    assert sending(slack, replace(LETTER, doubtful=True)) == ["C1/9.0"]
    assert len(slack.posts) == 1


def test_too_many_requests_wait_as_long_as_slack_says() -> None:
    error = refused(answering(429, {"ok": False, "error": "ratelimited"}, **{"Retry-After": "7"}))
    assert isinstance(error, TryAgainLater)
    assert (error.after, error.doubtful) == (7.0, False)


@pytest.mark.parametrize(
    "slack",
    [
        answering(500, "<html>"),
        answering(503, {"ok": False, "error": "service_unavailable"}),
        answering(200, {"ok": False, "error": "internal_error"}),
        answering(200, {"ok": False, "error": "fatal_error"}),
        answering(200, "just text"),
        answering(200, [1]),
        LittleSlack(silent),
    ],
    ids=["500", "503", "internal", "fatal", "text", "list", "silence"],
)
def test_what_may_have_arrived_is_in_doubt(slack: LittleSlack) -> None:
    error = refused(slack)
    assert isinstance(error, TryAgainLater)
    assert error.doubtful


def test_an_answer_that_is_no_json_is_in_doubt() -> None:
    async def half(_: web.Request) -> web.StreamResponse:
        return web.Response(text='{"ok": tr', content_type="application/json")

    error = refused(LittleSlack(half))
    assert isinstance(error, TryAgainLater)
    assert error.doubtful


@pytest.mark.parametrize("name", ["invalid_auth", "channel_not_found", "is_archived", "invalid_blocks"])
def test_what_slack_will_never_take_says_why(name: str) -> None:
    error = refused(answering(200, {"ok": False, "error": name}))
    assert isinstance(error, Undeliverable)
    assert name in str(error)


def test_an_unreachable_slack_has_nothing() -> None:
    async def run() -> None:
        client = SlackClient("t", "http://127.0.0.1:1/api/")
        try:
            await client.post_message("C1", None, {"text": "x"}, "id")
        finally:
            await client.close()

    with pytest.raises(TryAgainLater) as caught:
        asyncio.run(run())
    assert not caught.value.doubtful


def test_a_command_is_answered_once_and_its_doubt_can_t_be_settled() -> None:
    letter = replace(LETTER, address={"response_url": "{here}/respond"})
    slack = LittleSlack()
    assert sending(slack, letter) == [None]
    assert slack.responses == [letter.payload]
    assert isinstance(refused(slack, replace(letter, doubtful=True)), Undeliverable)
    assert len(slack.responses) == 1
    gone = refused(answering(404, "used_url"), letter)
    assert isinstance(gone, Undeliverable)
    assert "used_url" in str(gone)
    unsure = refused(LittleSlack(cut), letter)
    assert isinstance(unsure, TryAgainLater)
    assert unsure.doubtful


def test_nothing_said_gets_into_the_logs(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        refused(answering(500, "<html>"))
        sending(LittleSlack(), LETTER)
    assert "秘密" not in caplog.text
    assert "xoxb" not in caplog.text


def test_the_sdk_knows_our_arguments() -> None:
    # WebClient swallows misspelt arguments without a word.
    known = inspect.signature(AsyncWebClient.chat_postMessage).parameters
    assert {"channel", "thread_ts", "text", "blocks", "metadata", "unfurl_links", "unfurl_media"} <= set(
        known
    )
    for method in (AsyncWebClient.conversations_history, AsyncWebClient.conversations_replies):
        known = inspect.signature(method).parameters
        assert {"channel", "oldest", "cursor", "limit", "include_all_metadata"} <= set(known)
