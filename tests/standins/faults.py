"""What a platform does wrong: planned by a test, used up by the next calls."""

import random
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One call's misfortune. `accepts`: the platform has taken the message all the same."""

    accepts: bool = False
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, object] | None = None
    pause: float = 0.0
    cuts: bool = False


class Faults:
    """A queue of faults, and chaos: a share of calls that meets one at random until `clear`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: list[Fault] = []
        self._rate = 0.0
        self._random = random.Random(1)

    def fail(
        self, status: int, times: int = 1, body: Mapping[str, object] | None = None, **headers: str
    ) -> None:
        """Answer with an error status; header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._plan(Fault(status=status, headers=named, body=body), times)

    def hang(self, seconds: float, times: int = 1, *, accepts: bool = True) -> None:
        """Answer after a while."""
        self._plan(Fault(accepts=accepts, pause=seconds, cuts=True), times)

    def accept_then_cut(self, times: int = 1) -> None:
        """Take the message, then close the connection without an answer."""
        self._plan(Fault(accepts=True, cuts=True), times)

    def accept_then_fail(self, status: int = 500, times: int = 1) -> None:
        """Take the message, then answer with an error."""
        self._plan(Fault(accepts=True, status=status), times)

    def cut(self, times: int = 1) -> None:
        """Close the connection without taking the message."""
        self._plan(Fault(cuts=True), times)

    def chaos(self, rate: float, seed: int = 1) -> None:
        """Let this share of the calls meet one of the faults at random."""
        with self._lock:
            self._rate, self._random = rate, random.Random(seed)

    def clear(self) -> None:
        """All is well again."""
        with self._lock:
            self._planned, self._rate = [], 0.0

    def next(self) -> Fault | None:
        """The fault that the call at hand meets."""
        with self._lock:
            if self._planned:
                return self._planned.pop(0)
            if self._rate and self._random.random() < self._rate:
                return self._random.choice(_CHAOS)
        return None

    def _plan(self, fault: Fault, times: int) -> None:
        with self._lock:
            self._planned += [fault] * times


_CHAOS = (
    Fault(status=500),
    Fault(status=429),
    Fault(accepts=True, status=500),
    Fault(accepts=True, cuts=True),
    Fault(cuts=True),
)
