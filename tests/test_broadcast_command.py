"""`wasshoi broadcast`: what is going out to many, seen and stopped without Slack."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import insert, select

from bot.cli import commands
from bot.database import Database
from community import broadcasts, notified
from community.broadcasts import Broadcast
from community.deliveries import Means, Parcel
from community.people import Person
from community.reception import Kind

NOW = datetime.now(UTC)


@pytest.fixture
def number(db: Database) -> int:
    """A broadcast to three people that nobody has released yet."""
    with db.transaction() as session:
        rows = [{"id": f"line:R{each}", "channel": "line", "since": NOW} for each in range(3)]
        session.execute(insert(Person), rows)
        row = Broadcast(id="news:1", kind=Kind.NEWS, title="そば打ちのようす", why="試し", urgent="試し")
        broadcasts.begin(session, row, select(Person.id), NOW)
        parcel = Parcel(Means.MANY, {}, {"messages": []})
        held = [notified.held(each, parcel, "line:*", NOW) for each in broadcasts.chunks(session, "news:1")]
        notified.hold(session, held)
        return broadcasts.get(session, "news:1").number


def run(url: str, folder: Path, *words: str) -> Result:
    given = {"DATABASE_URL": url, "WASSHOI_DATA": str(folder)}
    return CliRunner(env=given).invoke(commands, ["broadcast", *words])


def test_it_is_listed_held_and_taken_back(url: str, tmp_path: Path, number: int) -> None:
    listed = run(url, tmp_path, "list").output
    assert "上限なし" in listed
    assert "3人  送り始めるところ  そば打ちのようす" in listed

    assert "止めています" in run(url, tmp_path, "pause", str(number)).output
    assert "待っている 3" in run(url, tmp_path, "status", str(number)).output
    assert "送り始めるところ" in run(url, tmp_path, "resume", str(number)).output
    assert "3人分を取り消しました" in run(url, tmp_path, "recall", str(number), "--yes").output


def test_without_a_yes_nothing_is_taken_back(url: str, tmp_path: Path, number: int) -> None:
    assert run(url, tmp_path, "recall", str(number)).exit_code == 1
    assert "待っている 3" in run(url, tmp_path, "status", str(number)).output


def test_what_cannot_be_done_is_said(url: str, tmp_path: Path, number: int) -> None:
    run(url, tmp_path, "recall", str(number), "--yes")

    again = run(url, tmp_path, "resume", str(number))
    assert again.exit_code == 1
    assert "もう取り消されたもの" in again.output
    assert "見つかりません" in run(url, tmp_path, "status", "999").output
