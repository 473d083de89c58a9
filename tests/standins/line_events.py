"""Webhook events as LINE sends them, signed by a signature of our own, and posted."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

Event = dict[str, Any]


def text(user: str, words: str, token: str | None = None, *, group: str | None = None) -> Event:
    """Somebody wrote; in a group the words begin with a mention of us."""
    message: Event = {"type": "text", "id": _number(), "text": words, "quoteToken": "q"}
    if group:
        message["text"] = f"@わっしょい {words}"
        mentionee = {"index": 0, "length": 6, "type": "user", "userId": "Ubot", "isSelf": True}
        message["mention"] = {"mentionees": [mentionee]}
    return event("message", user, token, group=group, message=message)


def event(kind: str, user: str, token: str | None = None, *, group: str | None = None, **rest: Any) -> Event:
    """An event of any kind."""
    source = (
        {"type": "group", "groupId": group, "userId": user} if group else {"type": "user", "userId": user}
    )
    made: Event = {
        "type": kind,
        "mode": "active",
        "timestamp": int(time.time() * 1000),
        "webhookEventId": f"01{uuid.uuid4().hex[:24].upper()}",
        "deliveryContext": {"isRedelivery": False},
        "source": source,
        **rest,
    }
    return {**made, "replyToken": token} if token else made


def again(sent: Event) -> Event:
    """The same event, redelivered."""
    return {**sent, "deliveryContext": {"isRedelivery": True}}


def body(events: Sequence[Event]) -> bytes:
    """A webhook's body."""
    return json.dumps({"destination": f"U{'0' * 32}", "events": list(events)}, ensure_ascii=False).encode()


def signature(secret: str, raw: bytes) -> str:
    """LINE's signature of a body."""
    return base64.b64encode(hmac.new(secret.encode(), raw, hashlib.sha256).digest()).decode()


@dataclass(frozen=True, slots=True)
class Posted:
    """How a webhook was answered: its status (0: not at all) and after how many seconds."""

    status: int
    seconds: float


def post(url: str, secret: str, events: Sequence[Event]) -> int:
    """Post one webhook; return the status."""
    return post_many(url, secret, [events])[0].status


def post_many(url: str, secret: str, bodies: Sequence[Sequence[Event]], at_once: int = 1) -> list[Posted]:
    """Post webhooks, so many at a time; connections that break come out as status 0."""
    return asyncio.run(_post_many(url, secret, bodies, at_once))


async def _post_many(url: str, secret: str, bodies: Sequence[Sequence[Event]], at_once: int) -> list[Posted]:
    results: dict[int, Posted] = {}
    waiting = iter(enumerate(bodies))
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session:

        async def run() -> None:
            for number, events in waiting:
                results[number] = await _post(session, url, secret, events)

        await asyncio.gather(*(run() for _ in range(at_once)))
    return [results[number] for number in range(len(bodies))]


async def _post(session: aiohttp.ClientSession, url: str, secret: str, events: Sequence[Event]) -> Posted:
    raw = body(events)
    headers = {"x-line-signature": signature(secret, raw), "content-type": "application/json"}
    started = time.perf_counter()
    try:
        async with session.post(f"{url}/line/webhook", data=raw, headers=headers) as response:
            await response.read()
            return Posted(response.status, time.perf_counter() - started)
    except (aiohttp.ClientError, TimeoutError, OSError):
        return Posted(0, time.perf_counter() - started)


def _number() -> str:
    return str(uuid.uuid4().int % 10**18)


def get_many(address: str, count: int, at_once: int) -> None:
    """Get a page so many times with the client that posts, as a reference for its own speed."""

    async def run() -> None:
        waiting = iter(range(count))
        async with aiohttp.ClientSession() as session:

            async def get() -> None:
                for _ in waiting:
                    async with session.get(address) as response:
                        await response.read()

            await asyncio.gather(*(get() for _ in range(at_once)))

    asyncio.run(run())
