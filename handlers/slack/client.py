"""Calls to Slack's Web API. What its refusals mean stands in `handlers/slack/refusals.py`.

One client for the process, with one session that keeps its connections; made when first needed. Nothing is
tried again in here: the SDK's own retries are off, since a post tried twice is a post made twice. Whether
and when to try again is decided in `bot/sending.py`. Neither bodies nor tokens get into errors or logs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from handlers.doors import TryAgainLater, Undeliverable
from handlers.messages import Way
from handlers.payloads import part, parts, word
from handlers.slack.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from aiohttp import ClientSession
    from slack_sdk.web.async_client import AsyncWebClient

MARK = "wasshoi_delivery"  # the metadata by which a post of ours is found again
_PAGE = 200
_USERS = ("U", "W")  # a post to a person goes to the conversation with them
_PAGES = 10

# Status, headers and body of an answer.
_Answer = tuple[int, "Mapping[str, str]", object]


@dataclass(slots=True)
class SlackClient:
    """Speaks to `base_url` with the bot's token; `timeout` in seconds covers one whole call."""

    token: str = field(repr=False)
    base_url: str = "https://slack.com/api/"
    timeout: float = 10.0
    _session: ClientSession | None = field(default=None, repr=False)

    async def post_message(
        self, channel: str, thread_ts: str | None, payload: Mapping[str, Any], delivery: str
    ) -> str | None:
        """Post in a conversation, marked with the delivery's id; return `<conversation>/<ts>`."""
        post = self._web().chat_postMessage(
            channel=channel,
            thread_ts=thread_ts,
            text=payload.get("text"),
            blocks=payload.get("blocks"),
            metadata={"event_type": MARK, "event_payload": {"id": delivery}},
            unfurl_links=False,
            unfurl_media=False,
        )
        made = await _answered(post)
        return _receipt(word(made, "channel") or channel, word(made, "ts"))

    async def find(
        self, channel: str, thread_ts: str | None, delivery: str, after: str | None = None
    ) -> str | None:
        """`<conversation>/<ts>` of the post with a delivery's id; None when no post since `after` has it."""
        if channel.startswith(_USERS):
            opened = await _answered(self._web().conversations_open(users=channel))
            channel = word(part(opened, "channel"), "id") or channel
        cursor: str | None = None
        for _ in range(_PAGES):
            page = await self._page(channel, thread_ts, after, cursor)
            for post in parts(page, "messages"):
                if _delivery(post) == delivery:
                    return _receipt(channel, word(post, "ts"))
            cursor = word(part(page, "response_metadata"), "next_cursor")
            if not cursor:
                return None
        raise Undeliverable("too many posts since then to see whether an earlier try has arrived")

    async def show(self, way: Way, at: Mapping[str, str], view: Mapping[str, Any]) -> None:
        """Show a form, a start page, or a message as it is now; showing it twice does no harm."""
        web = self._web()
        if way is Way.OPEN:
            await _answered(web.views_open(trigger_id=at["trigger_id"], view=dict(view)))
        elif way is Way.PUSH:
            await _answered(web.views_push(trigger_id=at["trigger_id"], view=dict(view)))
        elif way is Way.UPDATE:
            await _answered(web.views_update(view_id=at["view_id"], hash=at.get("hash"), view=dict(view)))
        elif way is Way.HOME:
            await _answered(web.views_publish(user_id=at["user"], view=dict(view)))
        else:
            edited = web.chat_update(
                channel=at["channel"], ts=at["ts"], text=view["text"], blocks=view["blocks"]
            )
            await _answered(edited)

    async def about(self) -> Mapping[str, Any]:
        """Who the token belongs to, as Slack says (`team`, `user`, `bot_id` and more)."""
        return await _answered(self._web().auth_test())

    async def open_socket(self) -> None:
        """Ask for a socket, with an app-level token; only to see whether the token is good."""
        await _answered(self._web().apps_connections_open(app_token=self.token))

    async def respond(self, response_url: str, payload: Mapping[str, Any]) -> None:
        """Answer a command or a tap by the address that came with it."""
        status, headers, text = await _reaching(self._posted(response_url, payload))
        if status != HTTPStatus.OK:
            raise refusal(status, headers, text)

    async def close(self) -> None:
        """Close the connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _page(
        self, channel: str, thread_ts: str | None, after: str | None, cursor: str | None
    ) -> Mapping[str, Any]:
        web = self._web()
        wanted: dict[str, Any] = {"oldest": after, "cursor": cursor, "limit": _PAGE}
        wanted["include_all_metadata"] = True
        if thread_ts is None:
            return await _answered(web.conversations_history(channel=channel, **wanted))
        return await _answered(web.conversations_replies(channel=channel, ts=thread_ts, **wanted))

    async def _posted(self, url: str, payload: Mapping[str, Any]) -> _Answer:
        async with self._connected().post(url, json=dict(payload)) as response:
            return response.status, response.headers, await response.text(errors="replace")

    def _connected(self) -> ClientSession:
        import aiohttp  # noqa: PLC0415 - not needed to receive, and slow to import

        if self._session is None or self._session.closed:
            limit = aiohttp.ClientTimeout(total=self.timeout)
            # `trust_env`: proxies as the environment has them, with NO_PROXY, which the SDK does not know.
            self._session = aiohttp.ClientSession(timeout=limit, trust_env=True)
        return self._session

    def _web(self) -> AsyncWebClient:
        from slack_sdk.web.async_client import AsyncWebClient  # noqa: PLC0415 - slow, see above

        web = AsyncWebClient(self.token, self.base_url, session=self._connected(), retry_handlers=[])
        web.proxy = None
        return web


def prepare() -> None:
    """Import the SDK before somebody waits for it."""
    import slack_sdk.web.async_client  # noqa: F401, PLC0415 - slow, see above


async def _answered(call: Awaitable[Any]) -> Mapping[str, Any]:
    """What Slack answered with `ok`. Raises `ChannelError` and nothing else."""
    status, headers, data = await _reaching(_taken(call))
    if status == HTTPStatus.OK and isinstance(data, dict) and data.get("ok") is True:
        return data
    raise refusal(status, headers, data)


async def _taken(call: Awaitable[Any]) -> _Answer:
    from slack_sdk.errors import SlackApiError  # noqa: PLC0415 - slow, see above

    try:
        answer = await call
    except SlackApiError as error:
        # Its response is the SDK's, or aiohttp's own where the body was no JSON.
        answer = error.response
    except (AttributeError, ValueError):
        # The SDK stumbles over an answer that is text, or JSON but no object.
        return HTTPStatus.OK, {}, None
    status: Any = getattr(answer, "status_code", None) or getattr(answer, "status", 0)
    return int(status), answer.headers, getattr(answer, "data", None)


async def _reaching(call: Awaitable[_Answer]) -> _Answer:
    import aiohttp  # noqa: PLC0415 - slow, see above

    try:
        return await call
    except aiohttp.ClientConnectorError as error:
        raise TryAgainLater("Slack can't be reached") from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise TryAgainLater(f"no answer from Slack ({type(error).__name__})", doubtful=True) from error


def _receipt(channel: str, ts: str | None) -> str | None:
    return f"{channel}/{ts}" if ts else None


def _delivery(post: Mapping[str, Any]) -> str | None:
    metadata = part(post, "metadata")
    return word(part(metadata, "event_payload"), "id") if metadata.get("event_type") == MARK else None
