"""The engine: work is done once, in order, and taken over from whoever died."""

import asyncio
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import psutil
import psycopg
import pytest

from bot import cluster, database, engine
from bot.database import Database
from bot.engine import AlreadyQueued, Engine, Work


def enqueue(db: Database, *work: Work) -> None:
    with db.transaction() as session:
        engine.enqueue(session, work)


def enqueue_and_fail(db: Database, work: Work) -> None:
    with db.transaction() as session:
        engine.enqueue(session, [work])
        raise ZeroDivisionError


class Working:
    """An engine in a thread, whose tasks note what they did."""

    def __init__(self, url: str, pause: float = 0.0) -> None:
        self.done: list[str] = []
        self.pause = pause
        self.fails: set[str] = set()
        self.engine = Engine(url, {"note": self._note, "slow": self._note})
        self._thread = threading.Thread(target=lambda: asyncio.run(self.engine.run()), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.stop()
        self._thread.join(20)

    async def _note(self, subject: str, attempts: int) -> None:
        await asyncio.sleep(self.pause)
        if subject in self.fails and attempts < 2:
            raise ValueError(subject)
        self.done.append(subject)

    def wait_for(self, subjects: Sequence[str], timeout: float = 25.0) -> None:
        until = time.monotonic() + timeout
        while not set(subjects) <= set(self.done):
            assert time.monotonic() < until, f"{set(subjects) - set(self.done)} not done after {timeout} s"
            time.sleep(0.02)


def test_work_exists_only_once_its_transaction_is_committed(url: str, db: Database) -> None:
    with Working(url) as working:
        with pytest.raises(ZeroDivisionError):
            enqueue_and_fail(db, Work("note", "undone", "a"))
        enqueue(db, Work("note", "done", "a"))
        working.wait_for(["done"])

    assert working.done == ["done"]


def test_work_with_one_lock_is_done_in_order_and_other_locks_beside_it(url: str, db: Database) -> None:
    enqueue(db, *(Work("note", f"{lock}{number}", lock) for number in range(5) for lock in "abc"))

    with Working(url, pause=0.05) as working:
        working.wait_for([f"{lock}{number}" for number in range(5) for lock in "abc"])

    for lock in "abc":
        assert [each for each in working.done if each[0] == lock] == [
            f"{lock}{number}" for number in range(5)
        ]
    assert {each[0] for each in working.done[:3]} == set("abc")


def test_work_that_fails_is_tried_again_and_keeps_its_turn(url: str, db: Database) -> None:
    enqueue(db, Work("note", "first", "a"), Work("note", "second", "a"))

    with Working(url) as working:
        working.fails = {"first"}
        working.wait_for(["first", "second"])

    assert working.done == ["first", "second"]


def test_the_same_work_waits_once(db: Database) -> None:
    enqueue(db, Work("note", "x", "a"))

    with pytest.raises(AlreadyQueued):
        enqueue(db, Work("note", "x", "a"))


def test_urgent_work_overtakes_the_rest_and_postponed_work_waits(url: str, db: Database) -> None:
    later = datetime.now(UTC) + timedelta(seconds=3)
    bulk = [Work("note", f"bulk{number}", f"b{number}", urgent=False) for number in range(40)]
    enqueue(db, Work("note", "later", "l", at=later), *bulk, Work("note", "urgent", "u"))

    with Working(url, pause=0.05) as working:
        working.wait_for(["later"])

    assert "urgent" in working.done[:16]
    assert working.done[-1] == "later"


def test_what_waits_or_is_being_done_is_attended(db: Database) -> None:
    enqueue(db, Work("note", "waits", "a"))

    with db.transaction() as session:
        assert engine.unattended(session, [Work("note", "waits", "a"), Work("note", "lost", "b")]) == [
            Work("note", "lost", "b")
        ]


def test_work_of_a_process_that_died_is_taken_over(url: str, db: Database) -> None:
    enqueue(db, Work("note", "orphan", "a"))
    with psycopg.connect(url, autocommit=True) as connection:
        # A worker that took it and has not been heard of for a minute.
        connection.execute(
            "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat) "
            "VALUES (now() - interval '1 minute') RETURNING id) "
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = dead.id FROM dead"
        )

    with Working(url) as working:
        working.wait_for(["orphan"])


def test_work_whose_end_was_lost_is_done_again(url: str, db: Database) -> None:
    """Finishing did not reach the database: the worker lives, but its job stays as being done."""
    with Working(url) as working:
        enqueue(db, Work("note", "first", "a"))
        working.wait_for(["first"])
        time.sleep(0.3)
        enqueue(db, Work("note", "stuck", "b", at=datetime.now(UTC) + timedelta(hours=1)))
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "UPDATE procrastinate_jobs SET status = 'doing', scheduled_at = NULL, "
                "worker_id = (SELECT max(id) FROM procrastinate_workers)"
            )
        working.wait_for(["stuck"])


def test_who_waits_for_a_lock_is_woken_when_it_is_free(
    url: str, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # By polling alone twenty of them would take over a minute; one notification may be missed in a busy
    # moment (the engine forgets what arrives while it fetches) and is then found by the next look.
    monkeypatch.setattr(engine, "POLLING", 4.0)
    with Working(url, pause=0.02) as working:
        enqueue(db, Work("note", "first", "other"))
        working.wait_for(["first"])
        enqueue(db, *(Work("note", f"{number}", "a") for number in range(20)))
        working.wait_for([f"{number}" for number in range(20)])


def test_the_engine_survives_its_connections_being_cut(url: str, db: Database) -> None:
    with Working(url) as working:
        enqueue(db, Work("note", "before", "a"))
        working.wait_for(["before"])
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        db.close()
        enqueue(db, Work("note", "after", "a"))
        working.wait_for(["after"])


def test_the_engine_survives_its_server_being_killed_and_started_again_and_again(data: Path) -> None:
    server = cluster.start(data)
    database.upgrade(server.url, engine.install)
    db = database.connect(server.url)
    names = [f"{number}" for number in range(30)]
    try:
        with Working(server.url, pause=0.02) as working:
            for time_ in range(4):
                enqueue(db, *(Work("note", f"{time_}-{name}", f"lock{name[-1]}") for name in names))
                psutil.Process(postmaster(data)).kill()
                time.sleep(0.3)
                server.ensure_running()
                db.close()
                working.wait_for([f"{time_}-{name}" for name in names])
    finally:
        db.close()
        server.leave()


def postmaster(data: Path) -> int:
    return int((data / "postgres" / "postmaster.pid").read_text().splitlines()[0])
