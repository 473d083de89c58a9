"""The one database: connections, transactions, migrations. Which server: `bot/cluster.py` or DATABASE_URL.

Synchronous SQLAlchemy, used from threads. A second face commits without waiting for the disk: only for marks
whose repetition is harmless ("sent"), never for accepting or handling.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from typing import Any

import psycopg
import psycopg.conninfo
import structlog
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

import migrations
from bot.settings import ConfigurationError

# A worker holds about twenty connections at the most: its eight handlers and their marks, the engine's, and
# the one that listens. The server's usual limit is a hundred.
POOL, MARKS = 10, 4
CONNECT_TIMEOUT = 5  # seconds
_MIGRATION_LOCK = 7_707_202_606  # any fixed number: one migration at a time
_log = structlog.get_logger(__name__)

# What a dead or restarting server looks like. Anything else a statement raises is a bug of ours.
DATABASE_TROUBLE = (OperationalError, InterfaceError)


@dataclass(frozen=True, slots=True)
class Database:
    """Connections to `url`. `transaction` is durable; `marks` may lose its last moments in a crash."""

    url: str
    _engine: Engine
    _transactions: sessionmaker[Session]
    _marks: sessionmaker[Session]

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits at the end, or rolls back on an exception."""
        with self._transactions() as session, session.begin():
            yield session

    @contextmanager
    def session(self) -> Iterator[Session]:
        """As `transaction`, but what was done can also be taken back with `rollback`."""
        with self._transactions() as session:
            yield session
            session.commit()

    @contextmanager
    def marks(self) -> Iterator[Session]:
        """A session in which every statement stands for itself, not waiting for the disk."""
        with self._marks() as session:
            yield session

    def alive(self) -> bool:
        """Whether the server answers."""
        try:
            with self._engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except DATABASE_TROUBLE:
            return False
        return True

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()


def connect(url: str, pool: int = POOL) -> Database:
    """Prepare connections; the first is made when it is needed."""
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        pool_size=pool,
        max_overflow=2,
        pool_recycle=1800,
        pool_use_lifo=True,
        connect_args={"connect_timeout": CONNECT_TIMEOUT, "application_name": "wasshoi"},
    )
    marks = create_engine(
        engine.url,
        pool_size=min(pool, MARKS),
        max_overflow=0,
        isolation_level="AUTOCOMMIT",
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT,
            "application_name": "wasshoi marks",
            "options": "-c synchronous_commit=off",
        },
    )
    return Database(
        url, engine, sessionmaker(engine, expire_on_commit=False), sessionmaker(marks, expire_on_commit=False)
    )


def upgrade(url: str, install_engine: Callable[[psycopg.Connection[Any]], None]) -> None:
    """Bring the tables of the service, and those of its engine, to this version; safe from many processes.

    Raises:
        ConfigurationError: the server can't be reached, or its tables are newer than this version.
    """
    from alembic import command  # noqa: PLC0415 - slow, only needed here
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        connect_args={"connect_timeout": CONNECT_TIMEOUT},
    )
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            config = Config()
            config.set_main_option("script_location", str(resources.files(migrations)))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            driver = connection.connection.driver_connection
            if not isinstance(driver, psycopg.Connection):
                raise TypeError("the driver is not psycopg")
            install_engine(driver)
    except DATABASE_TROUBLE as error:
        raise ConfigurationError(_unreachable(error)) from None
    except CommandError as error:
        raise ConfigurationError(f"the database can't be upgraded by this version: {error}") from None
    finally:
        engine.dispose()


def wait_until_reachable(url: str, seconds: float) -> None:
    """Wait for a server that is just starting, as after a power cut.

    Raises:
        ConfigurationError: it did not answer in time.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(url, connect_timeout=CONNECT_TIMEOUT).close()
        except psycopg.OperationalError as error:
            if time.monotonic() > until:
                raise ConfigurationError(_unreachable(error)) from None
            time.sleep(0.3)
        else:
            return


def libpq_variables(url: str) -> dict[str, str]:
    """The address as environment variables, for PostgreSQL's own programs."""
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    given = psycopg.conninfo.conninfo_to_dict(url)
    return {names[name]: str(value) for name, value in given.items() if name in names and value}


def _unreachable(error: Exception) -> str:
    # The first line only, and no address: it may hold a password.
    reason = str(error).strip().splitlines()[0].rpartition("failed: ")[2]
    return f"the database does not answer ({reason[:120]}): is DATABASE_URL right, and is the server running?"
