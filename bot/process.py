"""Starting and stopping: which roles one process plays, in which order they begin and end.

`serve` plays all of them; at scale web, worker and clock run in processes of their own on one database.
"""

import asyncio
import signal
import socket
import sys
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum

import structlog

from bot import assistant, database, engine, logs, memory
from bot import cluster as clusters
from bot.app import application
from bot.server import listen, serve
from bot.settings import Settings
from bot.wiring import Service, build, enqueue_job, now
from community import demo
from handlers import rendering
from handlers.slack.app import SlackIntake
from knowledge import edition
from knowledge.dialogue import ready as load_knowledge
from scheduler.clock import Clock
from scheduler.jobs import TIMETABLE

PATIENCE = 5.0  # seconds, of somebody who sits before a command
REACHABLE_WITHIN = 30.0  # seconds, as after a power cut, when the server of the city starts too
WEIGHED_EVERY = 2.0  # seconds
_log = structlog.get_logger(__name__)


class Role(StrEnum):
    """What a process does."""

    WEB = "web"
    WORKER = "worker"
    CLOCK = "clock"
    STATUS = "status"  # health and metrics only, for processes that are not the web


@contextmanager
def ready_database(
    settings: Settings, patience: float = REACHABLE_WITHIN
) -> Iterator[tuple[str, clusters.Cluster | None]]:
    """The database's address, reachable and up to date; the embedded one is started and left again.

    `patience`: seconds for a server that is itself just starting.

    Raises:
        ConfigurationError: it can't be used.
    """
    embedded = None if settings.database_url else clusters.start(settings.data)
    url = embedded.url if embedded else settings.database_url
    try:
        database.wait_until_reachable(url, patience)
        database.upgrade(url, engine.install)
        yield url, embedded
    finally:
        if embedded is not None:
            embedded.leave()


@contextmanager
def database_at_hand(settings: Settings) -> Iterator[database.Database]:
    """The database for a command that somebody sits before: they won't wait long for its server.

    Raises:
        ConfigurationError: it can't be used.
    """
    with (
        ready_database(settings, PATIENCE) as (url, _),
        closing(database.connect(url, pool=1)) as opened,
    ):
        yield opened


def run(settings: Settings, roles: frozenset[Role]) -> None:
    """Play the roles until SIGINT or SIGTERM, then finish what is being done.

    Raises:
        ConfigurationError: the service can't start.
    """
    memory.begin()
    logs.configure(settings.log_level)
    listening = listen(settings) if roles & {Role.WEB, Role.STATUS} else None
    with ready_database(settings) as (url, embedded):
        service = build(settings, url, embedded)
        if _is_trial(settings, roles):
            with service.database.transaction() as session:
                demo.load_if_empty(session, now())
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(_Process(service, roles, listening).run())


def _is_trial(settings: Settings, roles: frozenset[Role]) -> bool:
    """Whether this process alone is a service that somebody tries."""
    return settings.trial and {Role.WEB, Role.WORKER, Role.CLOCK} <= roles


@dataclass(slots=True)
class _Process:
    service: Service
    roles: frozenset[Role]
    listening: socket.socket | None
    _loaded: asyncio.Event = field(default_factory=asyncio.Event)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop.set)
        tasks: list[asyncio.Task[None]] = [asyncio.create_task(each) for each in self._parts()]
        if Role.WORKER in self.roles:
            await asyncio.to_thread(_load, self.service)
        self._loaded.set()
        stop = asyncio.create_task(self._stop.wait())
        ended, _ = await asyncio.wait({stop, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        self._stop.set()
        await self._end(tasks)
        for task in ended - {stop}:
            task.result()  # a part that ended by itself has failed: say why

    def _parts(self) -> "list[Coroutine[None, None, None]]":
        parts: list[Coroutine[None, None, None]] = []
        if self.listening is not None:
            parts.append(self._serve(self.listening))
        if Role.WEB in self.roles and self.service.settings.slack_app_token and self.service.settings.slack:
            parts.append(self._socket())
        if Role.WORKER in self.roles:
            parts += [self._work(), self._keep_up(), self._keep_light()]
        if Role.CLOCK in self.roles:
            parts.append(self._tick())
        return parts

    async def _end(self, tasks: "list[asyncio.Task[None]]") -> None:
        self.service.engine.stop()
        _, late = await asyncio.wait(tasks, timeout=20.0)
        for task in late:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await self.service.close()
        _log.info("stopped")

    async def _serve(self, listening: socket.socket) -> None:
        open_to_all = Role.WEB in self.roles
        served = application(self.service, self._ready, _slack(self.service), open_to_all=open_to_all)
        await serve(served, listening, self._stop, self._say_listening)

    async def _say_listening(self) -> None:
        await self._loaded.wait()
        settings = self.service.settings
        _log.info("ready", port=settings.port, line=settings.line, slack=settings.slack)
        if settings.console and Role.WEB in self.roles:
            host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 - shown
            address = f"http://{host}:{settings.port}/console"
            sys.stdout.write(f"\nわっしょい:お試し画面 {address}\n(Ctrl+C で終わります)\n\n")
            sys.stdout.flush()

    async def _socket(self) -> None:
        slack = _slack(self.service)
        token = self.service.settings.slack_app_token
        listening = asyncio.create_task(slack.run_socket(token)) if slack else None
        await self._stop.wait()
        if listening is not None:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening

    async def _work(self) -> None:
        await self._loaded.wait()
        if not self._stop.is_set():
            await self.service.engine.run()

    async def _keep_up(self) -> None:
        upkeep = asyncio.create_task(self.service.upkeep.run())
        await self._stop.wait()
        upkeep.cancel()
        with suppress(asyncio.CancelledError):
            await upkeep

    async def _keep_light(self) -> None:
        while not self._stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), WEIGHED_EVERY)
            if memory.is_heavy():
                memory.give_back()

    async def _tick(self) -> None:
        service = self.service
        clock = Clock(TIMETABLE, service.database.transaction, enqueue_job, now, service.settings.timezone)
        clock.start()
        await self._stop.wait()
        await asyncio.to_thread(clock.stop)

    def _ready(self) -> Mapping[str, bool]:
        works = Role.WORKER in self.roles
        return {
            "database": self.service.database.alive(),
            "engine": self.service.engine.running if works else True,
            "index": self._loaded.is_set(),
        }


def _slack(service: Service) -> SlackIntake | None:
    settings = service.settings
    if not settings.slack:
        return None
    # Socket Mode needs no signatures; Bolt wants a secret all the same, and HTTP stays shut without one.
    secret = settings.slack_signing_secret or service.key
    return SlackIntake(
        secret, settings.slack_token, settings.slack_api, service.intake.accept, service.submitting.submit
    )


def _load(service: Service) -> None:
    settings = service.settings
    edition.keep_in(settings.cache)
    assistant.switch_on(settings.assistant_url, settings.assistant_key, settings.assistant_model)
    load_knowledge()
    rendering.compile_all()
    for door in service.doors.values():
        door.prepare()
    memory.settle()


def _loop_factory() -> "type[asyncio.AbstractEventLoop] | None":
    try:
        import uvloop  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    return uvloop.new_event_loop  # type: ignore[return-value]
