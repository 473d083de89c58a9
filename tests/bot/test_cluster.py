"""The embedded server: found again, shared, refused when it is another version's."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from bot import cluster
from bot.settings import ConfigurationError


def number(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert row is not None
    return int(row[0])


def keep(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (at timestamptz DEFAULT now())")
        connection.execute("INSERT INTO kept DEFAULT VALUES")


def postmaster(data: Path) -> psutil.Process:
    return psutil.Process(int((data / "postgres" / "postmaster.pid").read_text().splitlines()[0]))


def end(process: psutil.Process) -> None:
    process.kill()
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)


def test_data_survive_a_restart_and_the_server_ends_with_its_last_user(data: Path) -> None:
    first = cluster.start(data)
    keep(first.url)
    process = postmaster(data)
    first.leave()
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE

    again = cluster.start(data)
    assert number(again.url) == 1
    again.leave()


def test_a_server_killed_in_mid_work_is_started_again_with_its_data(data: Path) -> None:
    running = cluster.start(data)
    try:
        keep(running.url)
        end(postmaster(data))
        assert running.ensure_running()
        assert number(running.url) == 1
        assert not running.ensure_running()
    finally:
        running.leave()


def test_after_kill_9_of_everything_the_next_start_finds_the_data(data: Path) -> None:
    program = (
        "import sys, pathlib; from bot import cluster; from tests.bot.test_cluster import keep;"
        "running = cluster.start(pathlib.Path(sys.argv[1]));"
        "keep(running.url); print('ready', flush=True); input()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    server = postmaster(data)
    process.kill()
    server.kill()
    process.wait()
    time.sleep(0.1)

    running = cluster.start(data)
    try:
        assert number(running.url) == 1
    finally:
        running.leave()


def test_a_second_user_joins_and_the_first_may_leave(data: Path) -> None:
    program = (
        "import sys, pathlib; from bot import cluster;"
        "running = cluster.start(pathlib.Path(sys.argv[1]));"
        "print(running.url, flush=True); input(); running.leave()"
    )
    first = cluster.start(data)
    other = subprocess.Popen(
        [sys.executable, "-c", program, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    url = other.stdout.readline().strip()
    first.leave()

    assert url == first.url
    keep(url)
    assert number(url) == 1
    other.communicate("\n", timeout=30)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_another_versions_data_are_refused_and_left_alone(data: Path) -> None:
    folder = data / "postgres"
    folder.mkdir(parents=True)
    (folder / "PG_VERSION").write_text("12\n")
    (folder / "precious").write_text("data")

    with pytest.raises(ConfigurationError, match=r"PostgreSQL 12.*wasshoi db backup"):
        cluster.start(data)

    assert (folder / "precious").read_text() == "data"


def test_a_folder_whose_making_was_cut_off_is_made_anew(data: Path) -> None:
    (data / "postgres" / "base").mkdir(parents=True)
    (data / "postgres" / "PG_VERSION").write_text("18\n")

    running = cluster.start(data)
    keep(running.url)
    running.leave()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(ConfigurationError, match="WASSHOI_DATA"):
        cluster.start(tmp_path / "file")
