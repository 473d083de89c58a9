"""The web application: webhooks, health, metrics, forms and the console. Parses nothing itself; doors do.

`/healthz` says that the process lives, `/readyz` that it can serve: database, engine, index.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot import metrics
from bot.database import DATABASE_TROUBLE
from bot.wiring import Service
from handlers.doors import Unreadable, Unsigned
from handlers.line import webhook
from handlers.slack.app import SlackIntake
from handlers.web import filling, pictures
from handlers.web.answers import trouble

BODY_LIMIT = 2 * 1024 * 1024  # bytes; LINE's and Slack's bodies are far smaller
PATIENCE = 4  # times the limit
_PAGES, _FEEDS = (
    ("/events", "/forms", "/door", "/ticket", "/certificate", "/rosters", "/posters"),
    (".ics", ".csv"),
)
_log = structlog.get_logger(__name__)


class _TooLarge(Exception):
    """The body is over the limit."""


@dataclass(frozen=True, slots=True)
class _Web:
    service: Service
    slack: SlackIntake | None
    ready: Callable[[], Mapping[str, bool]]

    def doors(self) -> list[BaseRoute]:
        """The addresses of the channels that are set up."""
        routes: list[BaseRoute] = [Route("/", self.home)]
        if self.service.settings.line:
            routes.append(Route("/line/webhook", self.line, methods=["POST"]))
        if self.slack is not None:
            routes.append(Route("/slack/events", self.slack_events, methods=["POST"]))
        if self.service.console is not None:
            routes += self.service.console.routes()
        return [
            *routes,
            pictures.route(),
            filling.route(),
            *(route for pages in self.service.pages for route in pages.routes()),
        ]

    async def line(self, request: Request) -> Response:
        """LINE's webhook: verified, stored, then 200."""
        raw = await _body(request)
        secret = self.service.settings.line_secret
        events = webhook.open_body(secret, raw, request.headers.get("x-line-signature"))
        await self.service.intake.accept(events)
        return PlainTextResponse("OK")

    async def slack_events(self, request: Request) -> Response:
        """Slack's events, commands and taps."""
        raw = await _body(request)
        if self.slack is None:
            return PlainTextResponse("Slack is off", 404)
        status, headers, body = await self.slack.dispatch(request.headers, raw, request.url.query)
        return Response(body, status, headers)

    async def home(self, _request: Request) -> Response:
        """The console where there is one, else the events."""
        return RedirectResponse("/events" if self.service.console is None else "/console", 307)

    async def healthz(self, _request: Request) -> Response:
        """The process lives."""
        return PlainTextResponse("ok")

    async def readyz(self, _request: Request) -> Response:
        """What is ready, and 503 until all is."""
        state = await run_in_threadpool(self.ready)
        return JSONResponse(dict(state), 200 if all(state.values()) else 503)

    async def show_metrics(self, _request: Request) -> Response:
        """Prometheus's page."""
        await run_in_threadpool(self.service.upkeep.measure)
        return Response(metrics.page(), media_type="text/plain; version=0.0.4")


def application(
    service: Service,
    ready: Callable[[], Mapping[str, bool]],
    slack: SlackIntake | None = None,
    *,
    open_to_all: bool = True,
) -> Starlette:
    """The application for a service; a channel that is not set up has no address.

    Not `open_to_all`: health and metrics only, for a worker or a clock.
    """
    web = _Web(service, slack, ready)
    routes: list[BaseRoute] = [
        Route("/healthz", web.healthz),
        Route("/readyz", web.readyz),
        Route("/metrics", web.show_metrics),
    ]
    if open_to_all:
        routes += web.doors()
    handlers: Mapping[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
        Unsigned: _refuse(401, "unsigned"),
        Unreadable: _refuse(400, "unreadable"),
        _TooLarge: _refuse(413, "too_large"),
        **dict.fromkeys(DATABASE_TROUBLE, _unavailable),
        Exception: _failed,
    }
    return Starlette(routes=routes, exception_handlers=dict(handlers))


async def _body(request: Request) -> bytes:
    """The raw body; what is over the limit is not kept."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        # A little more is read and thrown away: a sender that is still sending would not hear our 413.
        if size > PATIENCE * BODY_LIMIT:
            break
        parts.append(part if size <= BODY_LIMIT else b"")
    if size > BODY_LIMIT:
        raise _TooLarge(f"the body is over {BODY_LIMIT} bytes")
    return b"".join(parts)


def _refuse(status: int, reason: str) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def refuse(request: Request, error: Exception) -> Response:
        channel = request.url.path.split("/")[1]
        metrics.REFUSED.labels(channel, reason).inc()
        _log.warning("request_refused", channel=channel, reason=reason)
        return PlainTextResponse(str(error), status)

    return refuse


async def _unavailable(request: Request, error: Exception) -> Response:
    # LINE and Slack deliver again what gets no 2xx, so nothing is lost that could not be stored.
    _log.error("database_away", path=request.url.path, error=type(error).__name__)
    if request.url.path.startswith("/console"):
        return JSONResponse(
            {"error": "いまデータベースにつながりません。少し待って、もう一度送ってください。"}, 503
        )
    if request.url.path.startswith("/forms/"):
        words = "いま、つながりにくくなっています。書いたものは、まだ登録していません。"
        return PlainTextResponse(f"{words}少し待って、もう一度送ってください。", 503, {"retry-after": "5"})
    if _is_for_people(request):
        return trouble("少し待ってから、もう一度開いてください。", 503, {"retry-after": "5"})
    return PlainTextResponse("the database is away", 503, {"retry-after": "5"})


async def _failed(request: Request, error: Exception) -> Response:
    _log.error("request_failed", path=request.url.path, error=type(error).__name__, exc_info=error)
    if _is_for_people(request):
        return trouble("わたしたちの側の不具合です。記録したので、直します。", 500)
    return PlainTextResponse("an error of ours; it is in the log", 500)


def _is_for_people(request: Request) -> bool:
    return request.url.path.startswith(_PAGES) and not request.url.path.endswith(_FEEDS)
