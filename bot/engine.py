"""Durable work: enqueued inside our transactions, done once, taken over when its process dies.

The only file that imports procrastinate. It knows names of work and their subjects' ids, not what is done:
that is given by `bot/wiring.py`. One kind of lock orders work: two pieces with the same lock never run at
the same time, and run in the order in which they were enqueued.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import structlog
from procrastinate import (
    App,
    BaseRetryStrategy,
    JobContext,
    PsycopgConnector,
    RetryDecision,
    SyncPsycopgConnector,
)
from procrastinate.exceptions import AlreadyEnqueued, ProcrastinateException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.schema import SchemaManager
from procrastinate.worker import Worker
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from sqlalchemy import text
from sqlalchemy.orm import Session

from community.errors import WasshoiError

QUEUE = "wasshoi"
HEARTBEAT, STALLED_AFTER, RESCUE_EVERY = 2.0, 8.0, 3.0  # seconds
# Seconds. New work comes by notification, postponed work by polling; and so does what is notified while a
# slow fetch is under way, since the engine forgets that notification when the fetch finds nothing.
POLLING = 0.4
LONGEST_PAUSE = 30.0  # seconds between tries of one piece of work
_RESCUE_LOCK = 7_707_202_607
_log = structlog.get_logger(__name__)

# What to do with a subject; the number is how often this piece of work was begun before.
Task = Callable[[str, int], Awaitable[None]]


class AlreadyQueued(WasshoiError):
    """The same piece of work waits already; the transaction is lost and is to be rolled back."""


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work: the task's name, the id it is about, and the lock that orders it.

    `urgent` work (somebody is waiting) overtakes the rest; `at` postpones it.
    """

    task: str
    subject: str
    lock: str
    urgent: bool = True
    at: datetime | None = None

    @property
    def key(self) -> str:
        """Waits at most once under this key."""
        return f"{self.task}:{self.subject}"


_manager = JobManager(SyncPsycopgConnector())  # never opened: it works on the caller's connection


def enqueue(session: Session, work: Sequence[Work]) -> None:
    """Enqueue work in the session's own transaction: it exists once that is committed.

    Raises:
        AlreadyQueued: one of it waits already.
    """
    if not work:
        return
    jobs = [
        Job(
            queue=QUEUE,
            task_name=each.task,
            task_kwargs={"subject": each.subject},
            lock=each.lock,
            queueing_lock=each.key,
            priority=10 if each.urgent else 0,
            scheduled_at=each.at,
        )
        for each in work
    ]
    try:
        _manager.batch_defer_jobs(jobs, connection=session.connection().connection.driver_connection)
    except AlreadyEnqueued as error:
        raise AlreadyQueued(str(error)) from None


def unattended(session: Session, work: Sequence[Work]) -> list[Work]:
    """Those pieces for which nothing waits and whose lock nobody works under."""
    known = {"keys": [each.key for each in work], "locks": [each.lock for each in work]}
    waiting = text(
        "SELECT queueing_lock FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock = ANY(:keys)"
    )
    doing = text("SELECT lock FROM procrastinate_jobs WHERE status = 'doing' AND lock = ANY(:locks)")
    keys = set(session.scalars(waiting, {"keys": known["keys"]}))
    locks = set(session.scalars(doing, {"locks": known["locks"]}))
    return [each for each in work if each.key not in keys and each.lock not in locks]


def install(connection: psycopg.Connection[Any]) -> None:
    """Make the engine's own tables if they are missing (schema of Procrastinate 3.10)."""
    known = connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()
    if known is None or known[0] is None:
        connection.execute(SchemaManager.get_schema())
    connection.execute(_OURS)


# Two things of ours on the engine's table. Fetching asks for each candidate whether its lock is free; without
# the index, ten thousand waiting pieces of one person make every fetch walk through them. And who ends a
# piece of work wakes those that wait for its lock: the engine itself would find them only by polling, one
# message of a person every time. A flood is left to that polling: it shall cost the others nothing.
_OURS = """
CREATE INDEX IF NOT EXISTS wasshoi_jobs_lock ON procrastinate_jobs (lock, priority DESC, id)
    WHERE status IN ('todo', 'doing');
CREATE OR REPLACE FUNCTION wasshoi_wake_followers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM (SELECT FROM procrastinate_jobs
            WHERE lock = OLD.lock AND status = 'todo' LIMIT 31) AS followers) BETWEEN 1 AND 30 THEN
        PERFORM pg_notify(
            'procrastinate_any_queue_v1', json_build_object('type', 'job_inserted', 'job_id', OLD.id)::text
        );
    END IF;
    RETURN NULL;
END;
$$;
CREATE OR REPLACE TRIGGER wasshoi_wake_followers AFTER DELETE ON procrastinate_jobs
    FOR EACH ROW EXECUTE FUNCTION wasshoi_wake_followers();
"""


class _AlwaysAgain(BaseRetryStrategy):
    """Try until it is done. Handlers count their own failures and end them with an apology."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        del exception
        pause = min(LONGEST_PAUSE, 0.25 * 2 ** min(job.attempts, 10)) * random.uniform(0.75, 1.25)
        return RetryDecision(retry_at=datetime.now(UTC) + timedelta(seconds=pause))


@dataclass(slots=True)
class Engine:
    """Runs work from `url`'s database, `concurrency` pieces at a time, until told to stop."""

    url: str
    tasks: Mapping[str, Task]
    concurrency: int = 16
    _running: set[int] = field(default_factory=set)
    _worker: Worker | None = None
    _stopping: bool = False

    async def run(self) -> None:
        """Work until `stop`; survives the database's going away and coming back."""
        _quiet()
        while not self._stopping:
            try:
                await self._run_once()
            except (ProcrastinateException, psycopg.Error, PoolTimeout, OSError) as error:
                _log.warning("engine_interrupted", error=type(error).__name__)
            if not self._stopping:
                await asyncio.sleep(random.uniform(0.5, 1.0))

    def stop(self) -> None:
        """Finish what is being done and take nothing new."""
        self._stopping = True
        if self._worker is not None:
            self._worker.stop()  # type: ignore[no-untyped-call]

    @property
    def running(self) -> bool:
        """Whether work is being taken."""
        return self._worker is not None and self._worker.worker_id is not None

    async def _run_once(self) -> None:
        # Losing the last moments of fetching and finishing only repeats work that may be repeated.
        pool = AsyncConnectionPool(
            self.url,
            min_size=2,
            max_size=4,
            open=False,
            timeout=5.0,
            kwargs={"options": "-c synchronous_commit=off", "connect_timeout": 5},
            configure=_autocommit,
        )
        async with pool:
            app = self._app()
            async with app.open_async(pool):
                self._worker = Worker(
                    app,
                    concurrency=self.concurrency,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                    fetch_job_polling_interval=POLLING,
                    update_heartbeat_interval=HEARTBEAT,
                    stalled_worker_timeout=STALLED_AFTER,
                    shutdown_graceful_timeout=10.0,
                )
                over = asyncio.Event()
                rescue = asyncio.create_task(self._keep_rescuing(app, pool, over))
                try:
                    await self._worker.run()  # type: ignore[no-untyped-call]
                finally:
                    self._worker = None
                    # Cancelled in mid-query, psycopg may raise its own error instead: the event ends it.
                    over.set()
                    rescue.cancel()
                    await asyncio.gather(rescue, return_exceptions=True)

    def _app(self) -> App:
        app = App(connector=PsycopgConnector())
        for name, task in self.tasks.items():
            app.task(name=name, queue=QUEUE, retry=_AlwaysAgain(), pass_context=True)(self._tracked(task))
        return app

    def _tracked(self, task: Task) -> Callable[..., Awaitable[None]]:
        async def run(context: JobContext, subject: str) -> None:
            job_id = context.job.id or 0
            self._running.add(job_id)
            try:
                await task(subject, context.job.attempts)
            finally:
                self._running.discard(job_id)

        return run

    async def _keep_rescuing(self, app: App, pool: "AsyncConnectionPool[Any]", over: asyncio.Event) -> None:
        suspects: set[int] = set()
        while not over.is_set():
            await asyncio.sleep(RESCUE_EVERY * random.uniform(0.8, 1.2))
            try:
                suspects = await self._rescue(app.job_manager, pool, suspects)
            except (ProcrastinateException, psycopg.Error, PoolTimeout) as error:
                _log.warning("rescue_failed", error=type(error).__name__)

    async def _rescue(
        self, manager: JobManager, pool: "AsyncConnectionPool[Any]", suspects: set[int]
    ) -> set[int]:
        """Put back what dead processes, and we ourselves after a lost connection, have left half done."""
        async with pool.connection() as connection, connection.transaction():
            # One rescuer at a time: a second one's older list could put back what is being worked on again.
            asked = await connection.execute("SELECT pg_try_advisory_xact_lock(%s)", [_RESCUE_LOCK])
            if (await asked.fetchone()) != (True,):
                return suspects
            stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER))
            unfinished = await self._unfinished(manager)
            for job in [*stalled, *(job for job in unfinished if job.id in suspects)]:
                await _put_back(manager, job)
        return {job.id for job in unfinished if job.id is not None}

    async def _unfinished(self, manager: JobManager) -> list[Job]:
        # Ours by the database, but done: two rounds in a row, and its finishing has been lost on the way.
        worker_id = self._worker.worker_id if self._worker else None
        if worker_id is None:
            return []
        mine = await manager.list_jobs_async(status="doing", worker_id=worker_id)
        return [job for job in mine if job.id not in self._running]


async def _put_back(manager: JobManager, job: Job) -> None:
    _log.warning("work_taken_over", task=job.task_name, job=job.id, attempts=job.attempts)
    try:
        await manager.retry_job(job)
    except UniqueViolation:
        # The same work waits already, and only this one's lock keeps it waiting.
        await manager.finish_job(job, Status.FAILED, delete_job=True)
    except ProcrastinateException:
        _log.info("work_was_finished_meanwhile", job=job.id)


async def _autocommit(connection: "psycopg.AsyncConnection[Any]") -> None:
    await connection.set_autocommit(True)


def _quiet() -> None:
    # It logs arguments and every start and end; our own logs say what matters, without them.
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
