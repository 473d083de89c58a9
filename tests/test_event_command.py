"""`wasshoi event`: who signed up hears of it, who can't be written to is printed to be called."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.database import Database
from community.deliveries import Delivery
from community.events import Event
from community.ledger import Channel
from tests.community.gatherings import come, published, unpublished
from tests.service import LINE_SECRET, LINE_TOKEN

NOW = datetime.now(UTC)


def run(url: str, *words: str, typed: str = "") -> tuple[int, str]:
    settings = {
        "DATABASE_URL": url,
        "LINE_CHANNEL_SECRET": LINE_SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": LINE_TOKEN,
        "SECRET_KEY": "key",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "bot.cli", "event", *words],
        env={**os.environ, **settings},
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr


@pytest.fixture
def number(db: Database) -> int:
    """An event with somebody on LINE and somebody who telephoned."""
    with db.transaction() as session:
        event = published(session, NOW, 5)
        come(session, event, "U1", NOW)
        called: dict[str, Any] = {"name": "一関 ハル", "telephone": "0191-21-2111", "channel": Channel.PHONE}
        come(session, event, "U2", NOW, person="named:haru", by="slack:UOFFICER", **called)
        return event.id


def state(db: Database, number: int) -> str:
    with db.transaction() as session:
        return session.get_one(Event, number).state


def told(db: Database) -> list[str]:
    with db.transaction() as session:
        return list(session.scalars(select(Delivery.person)))


def test_cancelling_tells_who_signed_up_and_prints_whom_to_call(url: str, db: Database, number: int) -> None:
    code, said = run(url, "cancel", str(number), "--yes")

    assert code == 0, said
    assert "LINEで知らせる人: 1  電話する人: 1" in said
    assert "電話: 一関 ハル 0191-21-2111 1人" in said
    assert (state(db, number), told(db)) == ("cancelled", ["line:U1"])


def test_who_thinks_better_of_it_has_changed_nothing(url: str, db: Database, number: int) -> None:
    code, said = run(url, "cancel", str(number), typed="n\n")

    assert code != 0
    assert "going on?" in said
    assert (state(db, number), told(db)) == ("published", [])


def test_postponed_and_closed(url: str, db: Database, number: int) -> None:
    run(url, "close", str(number))
    closed = state(db, number)
    run(url, "postpone", str(number), "--yes")

    assert (closed, state(db, number), told(db)) == ("closed", "postponed", ["line:U1"])


def test_a_draft_is_listed_and_published_and_a_rules_no_is_one_line(url: str, db: Database) -> None:
    with db.transaction() as session:
        draft = unpublished(session, NOW).id
        past = unpublished(
            session, NOW, starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1)
        ).id

    assert "draft" in run(url, "list")[1]
    assert run(url, "publish", str(draft))[0] == 0
    assert state(db, draft) == "published"
    assert run(url, "publish", str(past)) == (
        1,
        "Error: 催しの内容に直すところがあります:始まる日時、申込みの締切\n",
    )
    assert run(url, "cancel", "999999", "--yes")[0] == 1
