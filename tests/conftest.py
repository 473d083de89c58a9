"""What all tests share: one real PostgreSQL for the run, and a fresh database of its own for each test."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.orm import Session

from bot import cluster, database, engine
from tests.service import LINE_TOKEN, SLACK_TOKEN
from tests.standins.line import LineStandIn
from tests.standins.slack import SlackStandIn

TEMPLATE = "wasshoi"  # the cluster's own database, migrated once and copied for each test
NOW = datetime(2026, 6, 10, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an embedded server whose template database is up to date."""
    running = cluster.start(tmp_path_factory.mktemp("cluster"))
    database.upgrade(running.url, engine.install)
    yield running.url
    running.leave()


@pytest.fixture
def url(postgres: str) -> Iterator[str]:
    """The address of this test's own database."""
    name = f"test_{uuid.uuid4().hex}"
    server = postgres.replace(f"/{TEMPLATE}?", "/postgres?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy")
    yield postgres.replace(f"/{TEMPLATE}?", f"/{name}?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def db(url: str) -> Iterator[database.Database]:
    """This test's database as the service uses it."""
    connected = database.connect(url, pool=4)
    yield connected
    connected.close()


@pytest.fixture
def session(db: database.Database) -> Iterator[Session]:
    """A transaction that ends with the test."""
    with db.transaction() as opened:
        yield opened


@pytest.fixture
def line() -> Iterator[LineStandIn]:
    """LINE, which checks every message it is sent."""
    with LineStandIn(LINE_TOKEN) as standing_in:
        yield standing_in


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    """Slack, which checks every post."""
    with SlackStandIn(SLACK_TOKEN) as standing_in:
        yield standing_in


@pytest.fixture
def now() -> datetime:
    """A Wednesday afternoon in Ichinoseki, in UTC."""
    return NOW


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder for an embedded server of the test's own."""
    return tmp_path / "var"
