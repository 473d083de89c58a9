"""Calls to LINE's Messaging API, and what its answers mean. The only file that imports linebot.

One client for the process (a new one for each call costs 70 ms and more), imported when first needed (it
takes half a second). Whether and when to try again is not decided here: `bot/sending.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from handlers.doors import AddressGone, TryAgainLater, Undeliverable

ACCEPTED_BEFORE = HTTPStatus.CONFLICT
_QUOTA = "monthly limit"


@dataclass(slots=True)
class LineClient:
    """Speaks to `base_url` with the channel's token; `timeout` in seconds covers one whole call."""

    token: str
    base_url: str = "https://api.line.me"
    timeout: float = 10.0
    _client: Any = field(default=None, repr=False)

    async def reply(self, reply_token: str, messages: list[Any]) -> str | None:
        """Answer an event. Raises `AddressGone` when the token is used or too old."""
        return await self.call("/v2/bot/message/reply", {"replyToken": reply_token, "messages": messages})

    async def push(self, to: str, messages: list[Any], retry_key: str) -> str | None:
        """Send to a person or a group; counts against the month's quota."""
        headers = {"X-Line-Retry-Key": retry_key}
        return await self.call("/v2/bot/message/push", {"to": to, "messages": messages}, headers)

    async def show_loading(self, user: str, seconds: int = 20) -> None:
        """Show the animation that says that we are writing (one-to-one talks only)."""
        await self.call("/v2/bot/chat/loading/start", {"chatId": user, "loadingSeconds": seconds})

    async def call(self, path: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> str:
        """POST and return LINE's request id. Raises `ChannelError` and nothing else."""
        import aiohttp  # noqa: PLC0415 - not needed to receive, and slow to import

        try:
            response = await asyncio.wait_for(self._post(path, body, headers or {}), self.timeout)
            answer = await asyncio.wait_for(response.read(), self.timeout)
        except aiohttp.ClientConnectorError as error:
            raise TryAgainLater("LINE can't be reached") from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise TryAgainLater(f"no answer from LINE ({type(error).__name__})", doubtful=True) from error
        _judge(response.status, answer, response.headers)
        return str(response.headers.get("x-line-request-id", ""))

    async def _post(self, path: str, body: Mapping[str, Any], headers: Mapping[str, str]) -> Any:
        if self._client is None:
            self._client = _new_client(self.base_url, self.token)
        sent_with = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **headers}
        return await self._client.rest_client.pool_manager.post(
            self.base_url.rstrip("/") + path, json=body, headers=sent_with
        )

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None


def _judge(status: int, answer: bytes, headers: Mapping[str, str]) -> None:
    if status < HTTPStatus.BAD_REQUEST or status == ACCEPTED_BEFORE:
        return
    reason = f"LINE answered {status}: {answer[:300].decode(errors='replace')}"
    if status == HTTPStatus.BAD_REQUEST and b"nvalid reply token" in answer:
        raise AddressGone(reason)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        if _QUOTA in reason:
            raise Undeliverable(reason)
        raise TryAgainLater(reason, after=_seconds(headers.get("retry-after")))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise TryAgainLater(reason, doubtful=True)
    raise Undeliverable(reason)


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.isdecimal() else None


def _new_client(base_url: str, token: str) -> Any:
    from linebot.v3.messaging import AsyncApiClient, Configuration  # noqa: PLC0415 - slow, see above

    return AsyncApiClient(Configuration(host=base_url, access_token=token))
