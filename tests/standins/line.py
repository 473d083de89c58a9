"""LINE's Messaging API as far as we use it: reply tokens good once and for a minute, retry keys, quota."""

import asyncio
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.standins import line_checks
from tests.standins.server import StandIn, cut

TOKEN_LIVES = 60.0  # seconds
_BAD_TOKEN = {"message": "Invalid reply token"}
_OVER_QUOTA = {"message": "You have reached your monthly limit."}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message call that LINE took. `at` is `time.monotonic()`."""

    kind: str
    to: str | None
    reply_token: str | None
    messages: list[dict[str, Any]]
    retry_key: str | None
    many: tuple[str, ...] = ()
    at: float = field(default_factory=time.monotonic)


class LineStandIn(StandIn):
    """`accepted` holds what LINE took, in order; `invalid` what the checks complained about."""

    def __init__(self, token: str = "line-token", port: int = 0, *, check: bool = True) -> None:
        super().__init__(port)
        self.token = token
        self.accepted: list[Accepted] = []
        self.invalid: list[str] = []
        self.loadings: list[str] = []
        self.quota: int | None = None
        self.used = 0
        self.pause = 0.0  # seconds that each counted call takes
        self.hides_quota = False  # says that there is no limit, and then comes to it
        self.refused = 0
        self.webhook = "https://wasshoi.example.jp/line/webhook"
        self.recipient_of: dict[str, str] = {}
        self._check = check and line_checks.available()
        self._tokens: dict[str, float] = {}
        self._used: set[str] = set()
        self._keys: set[str] = set()
        self._shift = 0.0
        self._changed = threading.Condition()

    def issue_token(self, user: str) -> str:
        """A fresh reply token, as LINE puts it into an event of this person."""
        token = uuid.uuid4().hex
        self._tokens[token] = time.monotonic() + self._shift
        self.recipient_of[token] = user
        return token

    def advance(self, seconds: float) -> None:
        """Let this much time pass on LINE's own clock."""
        self._shift += seconds

    def sent_to(self, user: str) -> list[Accepted]:
        """What a person received."""
        return [each for each in list(self.accepted) if self.receiver(each) == user or user in each.many]

    def receiver(self, accepted: Accepted) -> str | None:
        """Who received it, by reply token or address."""
        return accepted.to or self.recipient_of.get(accepted.reply_token or "")

    def wait_for(self, count: int, timeout: float = 20.0) -> list[Accepted]:
        """Wait until so many calls were taken; fails when they were not."""
        with self._changed:
            done = self._changed.wait_for(lambda: len(self.accepted) >= count, timeout)
        assert done, f"LINE took {len(self.accepted)} of {count} messages within {timeout} s"
        return list(self.accepted)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/v2/bot/message/reply", self._reply),
            web.post("/v2/bot/message/push", self._push),
            web.post("/v2/bot/message/multicast", self._multicast),
            web.get("/v2/bot/message/quota", self._month),
            web.get("/v2/bot/message/quota/consumption", self._consumption),
            web.post("/v2/bot/chat/loading/start", self._loading),
            web.get("/v2/bot/info", self._info),
            web.get("/v2/bot/channel/webhook/endpoint", self._webhook),
        ]

    async def _reply(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if "x-line-retry-key" in request.headers:
            return _answer(400, {"message": "The retry key is not for this call"})
        token = str(body.get("replyToken"))
        fault = self.faults.next()
        if fault is not None and not fault.accepts:
            return await _misbehave(request, fault)
        refusal = self._refusal(request) or self._token_refusal(token)
        if refusal is not None:
            return refusal
        self._used.add(token)
        self._take(Accepted("reply", None, token, body["messages"], None), body)
        return await _misbehave(request, fault) if fault else _answer(200, _sent(body))

    async def _push(self, request: web.Request) -> web.StreamResponse:
        return await self._counted(request, "push")

    async def _multicast(self, request: web.Request) -> web.StreamResponse:
        return await self._counted(request, "multicast")

    async def _month(self, request: web.Request) -> web.StreamResponse:
        limited = (
            {"type": "none"}
            if self.quota is None or self.hides_quota
            else {"type": "limited", "value": self.quota + self.used}
        )
        return self._refusal(request) or _answer(200, limited)

    async def _consumption(self, request: web.Request) -> web.StreamResponse:
        return self._refusal(request) or _answer(200, {"totalUsage": self.used})

    async def _counted(self, request: web.Request, kind: str) -> web.StreamResponse:
        body = await request.json()
        await asyncio.sleep(self.pause)
        people = body["to"] if kind == "multicast" else [body["to"]]
        key = request.headers.get("x-line-retry-key")
        fault = self.faults.next()
        if fault is not None and not fault.accepts:
            return await _misbehave(request, fault)
        refusal = self._refusal(request)
        if refusal is not None:
            return refusal
        if key in self._keys:
            return _answer(409, {"message": "The retry key is already accepted"})
        if self.quota is not None and self.quota < len(people):
            return _answer(429, _OVER_QUOTA)
        if key:
            self._keys.add(key)
        self.used += len(people)
        if self.quota is not None:
            self.quota -= len(people)
        to = body["to"] if kind == "push" else None
        many = tuple(people) if kind == "multicast" else ()
        self._take(Accepted(kind, to, None, body["messages"], key, many), body)
        return await _misbehave(request, fault) if fault else _answer(200, _sent(body))

    async def _loading(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.loadings.append(body["chatId"])
        return self._refusal(request) or _answer(202, {})

    async def _info(self, request: web.Request) -> web.StreamResponse:
        about = {"userId": "Ubot", "basicId": "@wasshoi", "displayName": "わっしょい", "chatMode": "bot"}
        return self._refusal(request) or _answer(200, about)

    async def _webhook(self, request: web.Request) -> web.StreamResponse:
        return self._refusal(request) or _answer(200, {"endpoint": self.webhook, "active": True})

    def _refusal(self, request: web.Request) -> web.StreamResponse | None:
        if request.headers.get("authorization") == f"Bearer {self.token}":
            return None
        return _answer(401, {"message": "Authentication failed."})

    def _token_refusal(self, token: str) -> web.StreamResponse | None:
        age = time.monotonic() + self._shift - self._tokens.get(token, -TOKEN_LIVES)
        if token in self._used or age >= TOKEN_LIVES:
            self.refused += 1
            return _answer(400, _BAD_TOKEN)
        return None

    def _take(self, accepted: Accepted, body: dict[str, Any]) -> None:
        if self._check:
            self.invalid += line_checks.complaints(accepted.kind, body)
        with self._changed:
            self.accepted.append(accepted)
            self._changed.notify_all()


async def _misbehave(request: web.Request, fault: Any) -> web.StreamResponse:
    await asyncio.sleep(fault.pause)
    if fault.cuts:
        return cut(request)
    return _answer(fault.status, fault.body or {"message": "an error of LINE's"}, dict(fault.headers))


def _answer(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response(
        body, status=status, headers={"x-line-request-id": uuid.uuid4().hex, **(headers or {})}
    )


def _sent(body: dict[str, Any]) -> dict[str, Any]:
    return {"sentMessages": [{"id": str(number)} for number, _ in enumerate(body["messages"])]}
