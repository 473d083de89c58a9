"""Calls to LINE's Messaging API, and what its answers mean. The only file that imports linebot.

One client for the process (a new one for each call costs 70 ms and more), imported when first needed (it
takes half a second). Whether and when to try again is not decided here: `bot/sending.py`.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from handlers.doors import AddressGone, AllowanceUsedUp, TryAgainLater, Undeliverable

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

    async def multicast(self, to: Sequence[str], messages: list[Any], retry_key: str) -> str | None:
        """Send to at most 500 people at once; each of them counts against the month's quota."""
        body = {"to": list(to), "messages": messages}
        return await self.call("/v2/bot/message/multicast", body, {"X-Line-Retry-Key": retry_key})

    async def allowance(self) -> tuple[int | None, int]:
        """How many messages may be sent this month (None: no limit), and how many were."""
        most, _ = await self._exchange("GET", "/v2/bot/message/quota")
        used, _ = await self._exchange("GET", "/v2/bot/message/quota/consumption")
        return json.loads(most).get("value"), json.loads(used)["totalUsage"]

    async def show_loading(self, user: str, seconds: int = 20) -> None:
        """Show the animation that says that we are writing (one-to-one talks only)."""
        await self.call("/v2/bot/chat/loading/start", {"chatId": user, "loadingSeconds": seconds})

    async def about(self) -> Mapping[str, Any]:
        """Who the token belongs to, as LINE says (`displayName`, `basicId`, `chatMode` and more)."""
        answer, _ = await self._exchange("GET", "/v2/bot/info")
        about: Mapping[str, Any] = json.loads(answer)
        return about

    async def webhook(self) -> Mapping[str, Any]:
        """Where LINE sends events: `endpoint`, and `active` when *Use webhook* is on."""
        answer, _ = await self._exchange("GET", "/v2/bot/channel/webhook/endpoint")
        webhook: Mapping[str, Any] = json.loads(answer)
        return webhook

    async def call(self, path: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> str:
        """POST and return LINE's request id. Raises `ChannelError` and nothing else."""
        _, answered_with = await self._exchange("POST", path, body, headers or {})
        return answered_with.get("x-line-request-id", "")

    async def _exchange(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> tuple[bytes, Mapping[str, str]]:
        import aiohttp  # noqa: PLC0415 - not needed to receive, and slow to import

        if self._client is None:
            self._client = _new_client(self.base_url, self.token)
        sent_with = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **headers}
        url = self.base_url.rstrip("/") + path
        try:
            async with asyncio.timeout(self.timeout):
                response = await self._client.rest_client.request(
                    method, url, headers=sent_with, body=body, _preload_content=False
                )
                answer = await response.read()
        except aiohttp.ClientConnectorError as error:
            raise TryAgainLater("LINE can't be reached") from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise TryAgainLater(f"no answer from LINE ({type(error).__name__})", doubtful=True) from error
        _judge(response.status, answer, response.headers)
        return answer, response.headers

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None


def prepare() -> None:
    """Import the SDK, which takes half a second, before somebody waits for it."""
    import linebot.v3.messaging  # noqa: F401, PLC0415 - slow, see above


def _judge(status: int, answer: bytes, headers: Mapping[str, str]) -> None:
    if status < HTTPStatus.BAD_REQUEST or status == ACCEPTED_BEFORE:
        return
    reason = f"LINE answered {status}: {answer[:300].decode(errors='replace')}"
    if status == HTTPStatus.BAD_REQUEST and b"nvalid reply token" in answer:
        raise AddressGone(reason)
    if status == HTTPStatus.UNAUTHORIZED:
        raise TryAgainLater(reason)  # a token can be put right, and then nothing is lost
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        if _QUOTA in reason:
            raise AllowanceUsedUp(reason)
        raise TryAgainLater(reason, after=_seconds(headers.get("retry-after")))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise TryAgainLater(reason, doubtful=True)
    raise Undeliverable(reason)


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.isdecimal() else None


def _new_client(base_url: str, token: str) -> Any:
    from linebot.v3.messaging import AsyncApiClient, Configuration  # noqa: PLC0415 - slow, see above

    return AsyncApiClient(Configuration(host=base_url, access_token=token))
