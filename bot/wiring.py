"""Which parts the service consists of, for these settings. The only place that knows all of them.

No network and no database is touched here: parts are made, not started (`bot/process.py` starts them).
"""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from sqlalchemy.orm import Session

from bot import engine, secret_key
from bot.broadcasting import ALLOWANCE, RELEASE, Broadcasting
from bot.cluster import Cluster
from bot.database import Database, connect
from bot.handling import Handling, Respond
from bot.intake import HANDLE, Intake
from bot.pacing import Pacing
from bot.panes import console_desk, console_panes
from bot.posting import Posting
from bot.sending import SEND, Sending
from bot.settings import Settings
from bot.submitting import Submitting
from bot.upkeep import Upkeep
from community import links
from community.links import Purpose, Seal
from handlers import addresses, notices, router, rules, timing
from handlers.doors import Door
from handlers.line.client import LineClient
from handlers.line.door import LineDoor
from handlers.messages import Incoming, Outgoing
from handlers.slack.client import SlackClient
from handlers.slack.desk import counter
from handlers.slack.door import SlackDoor
from handlers.web import forms
from handlers.web.certificates import Certificates
from handlers.web.console import Console
from handlers.web.door import Entrance
from handlers.web.event_pages import EventPages
from handlers.web.feeds import Feeds, PersonOf
from handlers.web.forms import Forms
from handlers.web.pane import Pane
from handlers.web.rosters import Rosters
from handlers.web.tickets import Tickets
from scheduler import clock, jobs

HANDLERS = 8  # threads: more only wait for one another's turn at Python
SLOW = 0.8  # seconds after which a person is shown that an answer is being prepared


@dataclass(frozen=True, slots=True)
class Service:
    """The parts, ready to be started."""

    settings: Settings
    key: str
    database: Database
    doors: Mapping[str, Door]
    intake: Intake
    handling: Handling
    sending: Sending
    submitting: Submitting
    upkeep: Upkeep
    engine: engine.Engine
    console: Console | None
    pages: Sequence[EventPages | Feeds | Forms | Entrance | Tickets | Certificates | Rosters]
    threads: ThreadPoolExecutor

    async def close(self) -> None:
        """Let go of everything that was opened; the engine has stopped before."""
        self.intake.close()
        for door in self.doors.values():
            await door.close()
        self.threads.shutdown()
        self.database.close()


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def respond(session: Session, incoming: Incoming) -> list[Outgoing]:
    """The desk hears first what comes from Slack; all else is for the subjects that residents speak to."""
    said = counter.hear(session, incoming) if incoming.gesture else None
    return router.respond(session, incoming) if said is None else said


def build(
    settings: Settings, url: str, cluster: Cluster | None = None, respond: Respond = respond
) -> Service:
    """Put the service together on the database at `url`. `respond` answers, or a test's own does."""
    database = connect(url)
    key = secret_key.kept(settings.data, settings.secret_key)
    base = settings.public_url or f"http://127.0.0.1:{settings.port}"
    # LINE refuses a message with a picture it can't fetch by https; the console alone shows any.
    addresses.settle(
        base,
        key,
        pictures=base.startswith("https://") or not settings.line,
        shared_channel=settings.slack_shared_channel,
    )
    rules.settle(settings.guardian_age)
    timing.settle(partial(clock.check, zone=settings.timezone))
    threads = ThreadPoolExecutor(HANDLERS, "handling")
    intake = Intake(database, now)
    panes = console_panes(settings)
    doors = {**_doors(settings), **{pane.channel: pane for pane in panes.values()}}
    handling = Handling(database, doors, now, respond)
    pacing = {name: Pacing(door.calls_per_second) for name, door in doors.items()}
    sending = Sending(database, doors, pacing, threads, now)
    broadcasting = Broadcasting(database, doors, threads, now)
    submitting = Submitting(database, Posting(doors), threads, now)
    tasks: dict[str, engine.Task] = {
        HANDLE: _handle(handling, sending, threads),
        SEND: lambda delivery_id, _attempts: sending.send_again(delivery_id),
        RELEASE: broadcasting.release,
        ALLOWANCE: broadcasting.ask,
        **{name: _scheduled(job, database, Posting(doors), threads) for name, job in jobs.JOBS.items()},
    }
    return Service(
        settings=settings,
        key=key,
        database=database,
        doors=doors,
        intake=intake,
        handling=handling,
        sending=sending,
        submitting=submitting,
        upkeep=Upkeep(database, now, cluster),
        engine=engine.Engine(url, tasks),
        console=_console(panes, submitting, intake, settings),
        pages=(
            Feeds(database.transaction, now, _calendar_of(key)),
            EventPages(database.transaction, now),
            Forms(
                transaction=database.transaction,
                post=Posting(doors).post,
                tell=notices.of_moves,
                clock=now,
                key=key,
                sheets=forms.sheets(),
            ),
            Entrance(database.transaction, now, key, safe=base.startswith("https://")),
            Tickets(database.transaction, now, key),
            Certificates(database.transaction, key),
            Rosters(database.transaction, now, key),
        ),
        threads=threads,
    )


def _console(
    panes: Mapping[str, Pane], submitting: Submitting, intake: Intake, settings: Settings
) -> Console | None:
    if not panes:
        return None
    desk = console_desk(submitting, settings, panes)
    return Console(panes, intake.accept, submitting.database.transaction, now, desk)


def _calendar_of(key: str) -> PersonOf:
    return lambda session, token: links.look(session, Seal(key), token, (Purpose.CALENDAR,), now()).person


def _handle(handling: Handling, sending: Sending, threads: ThreadPoolExecutor) -> engine.Task:
    async def handle(arrival_id: str, attempts: int) -> None:
        answer = asyncio.get_running_loop().run_in_executor(threads, handling.handle, arrival_id, attempts)
        done, _ = await asyncio.wait({answer}, timeout=SLOW)
        if not done:
            body = await asyncio.to_thread(handling.body, arrival_id)
            door = handling.doors.get(arrival_id.partition(":")[0])
            if door is not None:
                await door.show_thinking(body)
        await sending.send_all(await answer)

    return handle


def _scheduled(
    job: jobs.Job, database: Database, posting: Posting, threads: ThreadPoolExecutor
) -> engine.Task:
    def run(_subject: str) -> None:
        at = now()
        with database.transaction() as session:
            posting.post(session, job(session, at), at)

    async def scheduled(subject: str, _attempts: int) -> None:
        await asyncio.get_running_loop().run_in_executor(threads, run, subject)

    return scheduled


def enqueue_job(session: Session, name: str, due: datetime) -> None:
    """Enqueue a job of the timetable, as the clock does when it is due."""
    engine.enqueue(session, [engine.Work(name, due.isoformat(), lock=f"job:{name}", urgent=False)])


def _doors(settings: Settings) -> dict[str, Door]:
    doors: dict[str, Door] = {}
    if settings.line:
        doors["line"] = LineDoor(LineClient(settings.line_token, settings.line_api))
    if settings.slack:
        doors["slack"] = SlackDoor(SlackClient(settings.slack_token, settings.slack_api))
    return doors
