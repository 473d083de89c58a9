"""Our own command as a process of its own: started, asked, stopped, killed, as an operator would."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Self

LINE_SECRET = "line-secret"
LINE_TOKEN = "line-token"
SLACK_SECRET = "slack-secret"
SLACK_TOKEN = "xoxb-slack-token"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Service:
    """`wasshoi <command>` with these settings and no others; `with` starts it and waits until it is ready."""

    def __init__(
        self,
        command: str,
        settings: Mapping[str, str],
        log: Path | None = None,
        arguments: tuple[str, ...] = (),
    ) -> None:
        self.command = command
        self._arguments = arguments
        self.port = int(settings.get("PORT") or free_port())
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = log
        inherited = {
            name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ
        }
        self.settings = {**inherited, "LOG_LEVEL": "WARNING", **settings, "PORT": str(self.port)}
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def serves(self) -> bool:
        """Whether it listens."""
        return self.command in {"serve", "web"}

    def start(self) -> None:
        """Start, and wait until it is ready (a worker is not asked: it may have no address)."""
        with (self._log or Path(os.devnull)).open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot.cli", self.command, *self._arguments],
                env=self.settings,
                stdout=log,
                stderr=log,
            )
        if self.serves:
            self.wait_until_ready()

    def wait_until_ready(self, wait: float = 30.0) -> None:
        """Wait until `/readyz` is all well."""
        until = time.monotonic() + wait
        while not self.ready():
            ended = self.process.poll() if self.process else None
            assert ended is None, f"{self.command} ended with {ended}"
            assert time.monotonic() < until, f"{self.command} is not ready after {wait} s"
            time.sleep(0.05)

    def ready(self) -> bool:
        """Whether it says that it can serve."""
        return self.get("/readyz")[0] == 200

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a page; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=30) as answer:  # noqa: S310 - loopback
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self, wait: float = 30.0) -> int:
        """Ask it to end, as an operator does; return its exit status."""
        if self.process is None or self.process.poll() is not None:
            return self.process.returncode if self.process else 0
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(wait)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
