import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from bot import wiring
from bot.database import Database, connect
from bot.intake import Intake
from community.arrivals import Arrival, Arriving


def arriving(event: str, body: dict[str, Any] | None = None) -> Arriving:
    return Arriving(f"line:{event}", "line", "line:U1", body or {})


def accept(db: Database, *requests: Sequence[Arriving]) -> list[Any]:
    async def run() -> list[Any]:
        intake = Intake(db, wiring.now)
        accepted = await asyncio.gather(*map(intake.accept, requests), return_exceptions=True)
        intake.close()
        return accepted

    return asyncio.run(run())


def stored(db: Database) -> set[str]:
    with db.transaction() as session:
        return set(session.scalars(select(Arrival.id)))


def waiting(db: Database) -> int:
    with db.transaction() as session:
        return int(session.scalar(text("SELECT count(*) FROM procrastinate_jobs")) or 0)


def test_many_requests_are_stored_and_enqueued_by_few_commits(db: Database) -> None:
    accepted = accept(db, *([arriving(str(number))] for number in range(100)))

    assert accepted == [None] * 100
    assert (len(stored(db)), waiting(db)) == (100, 100)


def test_the_same_event_in_two_requests_at_once_is_one(db: Database) -> None:
    accept(db, [arriving("a")], [arriving("a"), arriving("b")], [arriving("a")])

    assert (stored(db), waiting(db)) == ({"line:a", "line:b"}, 2)


def test_a_request_that_cannot_be_stored_costs_the_others_nothing(db: Database) -> None:
    good, bad, other = accept(db, [arriving("a")], [arriving("b\x00")], [arriving("c")])

    assert (good, other) == (None, None)
    assert isinstance(bad, Exception)
    assert (stored(db), waiting(db)) == ({"line:a", "line:c"}, 2)


def test_what_wants_no_answer_is_stored_without_work(db: Database) -> None:
    accept(db, [Arriving("line:a", "line", "line:U1", {}, ignored="standby")])

    assert (stored(db), waiting(db)) == ({"line:a"}, 0)


def test_nobody_is_told_that_all_is_well_while_the_database_is_away() -> None:
    nowhere = connect("postgresql://nobody@127.0.0.1:1/nothing")

    (accepted,) = accept(nowhere, [arriving("a")])

    assert isinstance(accepted, OperationalError)


def test_a_connection_that_broke_meanwhile_costs_nobody_an_error(db: Database) -> None:
    accept(db, [arriving("a")])
    with db.transaction() as session:
        session.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    with pytest.raises(OperationalError), db.transaction() as session:
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    assert accept(db, [arriving("b")]) == [None]
    assert stored(db) == {"line:a", "line:b"}
