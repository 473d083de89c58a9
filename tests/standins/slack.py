"""Slack's Web API as far as we use it: posts with metadata, looking them up, answers, a socket."""

import asyncio
import json
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.standins import slack_checks
from tests.standins.faults import Fault
from tests.standins.server import StandIn, cut


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that Slack took. `at` is `time.monotonic()`."""

    channel: str | None
    thread: str | None
    text: str
    blocks: list[dict[str, Any]]
    metadata: dict[str, Any]
    ts: str
    response_to: str | None = None
    at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Viewed:
    """A form or a start page that Slack showed; `how`: open, push, update or publish."""

    how: str
    view: dict[str, Any]
    id: str
    hash: str
    user: str | None


class SlackStandIn(StandIn):
    """`posted` holds what Slack took, in order; `invalid` what the checks complained about."""

    def __init__(self, token: str = "xoxb-slack-token", port: int = 0) -> None:
        super().__init__(port)
        self.token = token
        self.posted: list[Posted] = []
        self.views: list[Viewed] = []
        self.edits: list[tuple[str, str]] = []
        self.triggers: set[str | None] = set()
        self.closed: set[str] = set()  # channels that we are not in
        self.invalid: list[str] = []
        self.acknowledged: list[str] = []
        self._count = 0
        self._sockets: list[web.WebSocketResponse] = []
        self._changed = threading.Condition()

    def wait_for(self, count: int, timeout: float = 20.0) -> list[Posted]:
        """Wait until so many messages were taken; fails when they were not."""
        with self._changed:
            done = self._changed.wait_for(lambda: len(self.posted) >= count, timeout)
        assert done, f"Slack took {len(self.posted)} of {count} messages within {timeout} s"
        return list(self.posted)

    def wait_for_views(self, count: int, timeout: float = 20.0) -> "list[Viewed]":
        """Wait until so many forms and pages were shown; fails when they were not."""
        with self._changed:
            done = self._changed.wait_for(lambda: len(self.views) >= count, timeout)
        assert done, f"Slack showed {len(self.views)} of {count} views within {timeout} s"
        return list(self.views)

    def wait_for_socket(self, timeout: float = 20.0) -> None:
        """Wait until somebody listens on the socket."""
        with self._changed:
            assert self._changed.wait_for(lambda: bool(self._sockets), timeout), "nobody came to the socket"

    def wait_for_ack(self, envelope: str, timeout: float = 20.0) -> None:
        """Wait until an envelope was acknowledged."""
        with self._changed:
            done = self._changed.wait_for(lambda: envelope in self.acknowledged, timeout)
        assert done, f"{envelope} was not acknowledged"

    def deliver(self, payload: dict[str, Any], kind: str = "events_api") -> str:
        """Send something through the socket; return the envelope's id."""
        envelope = uuid.uuid4().hex
        message = {
            "envelope_id": envelope,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": False,
        }

        async def send() -> None:
            await self._sockets[-1].send_json(message)

        self.run_soon(send())
        return envelope

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/api/chat.postMessage", self._post),
            web.route("*", "/api/conversations.history", self._history),
            web.route("*", "/api/conversations.replies", self._history),
            web.post("/api/auth.test", self._auth),
            web.post("/api/views.{method}", self._view),
            web.post("/api/chat.update", self._edit),
            web.post("/api/conversations.open", self._direct),
            web.post("/api/apps.connections.open", self._open),
            web.post("/response/{name}", self._respond),
            web.get("/socket", self._socket),
        ]

    async def _post(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        fault = self.faults.next()
        if fault is not None and not fault.accepts:
            return await _misbehave(request, fault)
        if not self._known(request):
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if body.get("channel") in self.closed:
            return web.json_response({"ok": False, "error": "not_in_channel"})
        posted = self._take(body, body.get("channel"))
        if fault is not None:
            return await _misbehave(request, fault)
        return web.json_response({"ok": True, "channel": _conversation(posted.channel), "ts": posted.ts})

    async def _view(self, request: web.Request) -> web.StreamResponse:
        """A form or a start page; a trigger opens one form, and not after three seconds."""
        body = await _body(request)
        method, view = request.match_info["method"], _json(body["view"])
        fault = self.faults.next()
        if fault is not None and not fault.accepts:
            return await _misbehave(request, fault)
        trigger = body.get("trigger_id")
        if trigger is not None and trigger in self.triggers:
            return web.json_response({"ok": False, "error": "exchanged_trigger_id"})
        if trigger is not None and trigger.startswith("expired"):
            return web.json_response({"ok": False, "error": "expired_trigger_id"})
        if slack_checks.available():
            self.invalid += slack_checks.wrong_in_view(view)
        with self._changed:
            self._count += 1
            self.triggers.add(trigger)
            at = str(body.get("view_id") or f"V{self._count}")
            self.views.append(Viewed(method, view, at, f"{self._count}.h", body.get("user_id")))
            self._changed.notify_all()
        if fault is not None:
            return await _misbehave(request, fault)
        return web.json_response({"ok": True, "view": {"id": at, "hash": f"{self._count}.h"}})

    async def _edit(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        found = [each for each in self.posted if each.ts == body.get("ts")]
        if not found or body.get("channel") != _conversation(found[0].channel):
            return web.json_response({"ok": False, "error": "message_not_found"})
        if slack_checks.available():
            self.invalid += slack_checks.complaints({**body, "blocks": _json(body.get("blocks") or "[]")})
        with self._changed:
            self.edits.append((str(body["ts"]), str(body["text"])))
            self._changed.notify_all()
        return web.json_response({"ok": True, "ts": body["ts"]})

    async def _direct(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        return web.json_response({"ok": True, "channel": {"id": _conversation(body.get("users"))}})

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        fault = self.faults.next()
        if fault is not None and not fault.accepts:
            return await _misbehave(request, fault)
        self._take(await _body(request), None, request.match_info["name"])
        return await _misbehave(request, fault) if fault else web.Response(text="ok")

    async def _history(self, request: web.Request) -> web.StreamResponse:
        asked = {**request.query, **(await _body(request) if request.can_read_body else {})}
        found = [
            {"type": "message", "ts": each.ts, "text": each.text, "metadata": each.metadata}
            for each in self.posted
            if _conversation(each.channel) == asked.get("channel")
            and asked.get("ts", each.thread) == each.thread
        ]
        return web.json_response({"ok": True, "messages": found, "has_more": False})

    async def _auth(self, request: web.Request) -> web.StreamResponse:
        if not self._known(request):
            return web.json_response({"ok": False, "error": "invalid_auth"})
        return web.json_response(
            {
                "ok": True,
                "team": "一関市",
                "team_id": "T1",
                "user": "wasshoi",
                "bot_id": "B1",
                "user_id": "UBOT",
            }
        )

    async def _open(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True, "url": f"ws://{request.host}/socket"})

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}})
        with self._changed:
            self._sockets.append(socket)
            self._changed.notify_all()
        async for message in socket:
            if message.type is WSMsgType.TEXT and "envelope_id" in message.data:
                with self._changed:
                    self.acknowledged.append(message.json()["envelope_id"])
                    self._changed.notify_all()
        return socket

    def _known(self, request: web.Request) -> bool:
        return request.headers.get("authorization") == f"Bearer {self.token}"

    def _take(self, body: dict[str, Any], channel: str | None, response_to: str | None = None) -> Posted:
        if slack_checks.available():
            self.invalid += slack_checks.complaints(body)
        with self._changed:
            self._count += 1
            posted = Posted(
                channel=channel,
                thread=body.get("thread_ts"),
                text=body.get("text", ""),
                blocks=body.get("blocks") or [],
                metadata=body.get("metadata") or {},
                ts=f"1781067600.{self._count:06d}",
                response_to=response_to,
            )
            self.posted.append(posted)
            self._changed.notify_all()
        return posted


def _conversation(channel: str | None) -> str | None:
    """Where a post to a person stands."""
    return f"D{channel}" if channel and channel.startswith("U") else channel


def _json(given: Any) -> Any:
    return json.loads(given) if isinstance(given, str) else given


async def _body(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        made: dict[str, Any] = await request.json()
        return made
    return {str(name): value for name, value in (await request.post()).items()}


async def _misbehave(request: web.Request, fault: Fault) -> web.StreamResponse:
    await asyncio.sleep(fault.pause)
    if fault.cuts:
        return cut(request)
    body = fault.body or {"ok": False, "error": "ratelimited" if fault.status == 429 else "internal_error"}
    return web.json_response(body, status=fault.status or 200, headers=dict(fault.headers))
