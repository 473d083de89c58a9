"""What Slack posts, or sends through its socket: verified, stored, acknowledged.

The only file that imports slack_bolt. Slack is told that all is well only after `accept` has stored what
came; when that fails it gets a 500, or silence on the socket, and sends again. What comes twice falls on
the row it made the first time: nothing is dropped by Slack's retry header. What a payload means is decided
in `handlers/slack/events.py`.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from community.arrivals import Arriving
from handlers.slack.events import (
    arriving_from_action,
    arriving_from_command,
    arriving_from_event,
    arriving_from_shortcut,
    sender,
)
from handlers.slack.payloads import SAY_ACTION, storable

Accept = Callable[[Sequence[Arriving]], Awaitable[None]]
# Does what a form asks, for a person; returns what Slack is answered.
Submit = Callable[[Mapping[str, Any], str], Awaitable[dict[str, Any]]]
Answer = tuple[int, dict[str, str], bytes]

COMMAND = "/wasshoi"
_ANY = re.compile("")
# The others are none of Bolt's business: `x-slack-bolt-lazy-only`, unsigned, would keep it from storing.
_HEADERS = ("content-type", "x-slack-request-timestamp", "x-slack-signature")

_log = structlog.get_logger(__name__)
# Bolt logs whole bodies at INFO, and at WARNING that SLACK_BOT_TOKEN is in the environment.
_bolt_log = logging.getLogger("handlers.slack.bolt")
_bolt_log.setLevel(logging.ERROR)
_socket_log = logging.getLogger("handlers.slack.socket")
_socket_log.setLevel(logging.WARNING)


class SlackIntake:
    """Takes in what Slack sends, over HTTP or Socket Mode. `accept` stores durably, or raises.

    Socket Mode needs no signing secret; without one every HTTP request is turned away.
    """

    def __init__(
        self, signing_secret: str, bot_token: str, base_url: str, accept: Accept, submit: Submit
    ) -> None:
        self._base_url = base_url
        self._verifier = SignatureVerifier(signing_secret) if signing_secret.strip() else None
        self._app = _bolt(signing_secret, bot_token, base_url)
        _listen(self._app, accept)
        self._app.view(_ANY)(_answering(submit))

    async def dispatch(self, headers: Mapping[str, str], body: bytes, query: str = "") -> Answer:
        """Answer a request to `/slack/events`, for any web framework: status, headers, body."""
        signed = {name.lower(): value for name, value in headers.items()}
        if not self._is_signed(body, signed):
            return HTTPStatus.UNAUTHORIZED, {}, b""
        kept = {name: signed[name] for name in _HEADERS if name in signed}
        try:
            request = AsyncBoltRequest(body=body.decode(), query=query, headers=dict(kept))
        except (ValueError, TypeError, AttributeError, RecursionError):
            return HTTPStatus.BAD_REQUEST, {}, b""
        answer = await self._app.async_dispatch(request)
        if answer.status == HTTPStatus.NOT_FOUND:
            _log.warning("slack_nobody_listens")  # a shortcut or a modal that this version doesn't have
        return answer.status, dict(answer.first_headers()), (answer.body or "").encode()

    async def run_socket(self, app_token: str) -> None:
        """Listen on Slack's socket until cancelled; reconnects by itself."""
        web = AsyncWebClient(base_url=self._base_url, logger=_socket_log)
        socket = AsyncSocketModeHandler(self._app, app_token, logger=_socket_log, web_client=web)
        try:
            await socket.connect_async()  # type: ignore[no-untyped-call]
            await asyncio.Event().wait()
        finally:
            await socket.close_async()  # type: ignore[no-untyped-call]

    def _is_signed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        # Bolt checks too, but reads the body first, and answers 500 to a timestamp that is no number.
        try:
            return self._verifier is not None and self._verifier.is_valid_request(body, dict(headers))
        except (ValueError, TypeError):
            return False


def _bolt(signing_secret: str, bot_token: str, base_url: str) -> AsyncApp:
    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        # One workspace, one token: nothing to ask Slack. Our own user stands in each event.
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=bot_token)

    return AsyncApp(
        name=_bolt_log.name,  # Bolt sets the level of the logger of this name
        logger=_bolt_log,
        signing_secret=signing_secret,
        client=AsyncWebClient(base_url=base_url, logger=_bolt_log),
        authorize=authorize,
        process_before_response=True,
        ssl_check_enabled=False,
        ignoring_self_events_enabled=False,  # stored like all others, as ignored
    )


def _listen(app: AsyncApp, accept: Accept) -> None:
    event = _storing(arriving_from_event, accept)
    action = _storing(arriving_from_action, accept)
    app.event("app_mention")(event)
    app.event("message")(event)
    app.command(COMMAND)(_storing(arriving_from_command, accept))
    app.action(re.compile(f"^{SAY_ACTION}"))(action)
    app.message_shortcut(_ANY)(_storing(arriving_from_shortcut, accept))
    app.event(_ANY)(event)
    app.action(_ANY)(action)
    app.error(_say_what_failed)


def _storing(arriving_from: Callable[[object], Arriving], accept: Accept) -> Callable[..., Awaitable[None]]:
    async def store_then_ack(body: dict[str, Any], ack: AsyncAck) -> None:
        await accept([arriving_from(body)])
        await ack()

    return store_then_ack


def _answering(submit: Submit) -> Callable[..., Awaitable[None]]:
    async def do_then_ack(body: dict[str, Any], ack: AsyncAck) -> None:
        if body.get("type") == "view_submission":
            await ack(**await submit(storable(body), sender(body)))
        else:
            await ack()  # a form that was closed

    return do_then_ack


async def _say_what_failed(error: Exception) -> None:
    # Its kind only: a database's message shows the row, and in it what somebody wrote.
    _log.error("slack_payload_not_stored", error=type(error).__name__)
