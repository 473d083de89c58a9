"""The web server: uvicorn on a socket of ours, ended by us. What it serves: `bot/app.py`."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import uvicorn

from bot.settings import ConfigurationError, Settings


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, listening: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._told = asyncio.ensure_future(self._listening())

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # ours: the engine has to finish before the process ends


def listen(settings: Settings) -> socket.socket:
    """The socket to serve on, taken before anything else is started.

    Raises:
        ConfigurationError: the port is taken, or not ours to take.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        raise ConfigurationError(
            f"PORT {settings.port} on {settings.host} can't be used ({error.strerror}): stop what uses it, "
            f"or set PORT to another number"
        ) from None


async def serve(
    application: Callable[..., Awaitable[None]],
    on: socket.socket,
    stop: asyncio.Event,
    listening: Callable[[], Awaitable[None]],
) -> None:
    """Serve until `stop`, then finish the requests under way; `listening` is called once it serves."""
    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        timeout_keep_alive=30,
    )
    server = _Server(config, listening)
    serving = asyncio.create_task(server.serve([on]))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await serving
