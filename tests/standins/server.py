"""A server in a thread of its own, so that tests and the service under test both reach it over loopback."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Self

from aiohttp import web

from tests.standins.faults import Faults

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class StandIn:
    """Starts with `with`; `url` is where it listens, `faults` what it does wrong next."""

    def __init__(self, port: int = 0) -> None:
        self.faults = Faults()
        self.url = ""
        self._port = port
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._failed: BaseException | None = None

    def routes(self) -> list[web.RouteDef]:
        """What it answers to; a stand-in's own."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(10)
        if self._failed is not None:
            raise self._failed
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def run_soon(self, work: Awaitable[None]) -> None:
        """Run something in the server's own loop."""
        asyncio.run_coroutine_threadsafe(_awaiting(work), self._loop).result(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._start())
        except BaseException as error:  # noqa: BLE001 - shown in the test's own thread
            self._failed = error
            self._ready.set()
            return
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._runner.cleanup())

    async def _start(self) -> None:
        application = web.Application(client_max_size=8 * 2**20)
        application.add_routes(self.routes())
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"


async def _awaiting(work: Awaitable[None]) -> None:
    await work


def cut(request: web.Request) -> web.StreamResponse:
    """Close the connection without a word."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
