"""A race of many people for few places, run by several processes of several threads each.

`python -m tests.community.racing <url> <which> <of how many> [unlocked]` is one process. For each line
`race <people> <event>` (sign up, tap twice, cancel, accept, pass) or `rush <people> <event> ‥` (everybody
signs up once, for one of them) it runs its share and answers with a line of JSON. `Race` starts the processes
and speaks to them. Who taps twice, cancels, passes or never answers follows from a person's number.
"""

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Self

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.database import Database, connect
from community import events, offers, signups
from community.errors import Refusal
from community.ledger import Application, SignUp
from tests.community.gatherings import asking

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 6, 10, 5, 0, tzinfo=UTC)
THREADS, PROCESSES = 6, 2
EARLY = 100  # of whom many cancel, so that places come free in the middle of the race


class Race:
    """The processes of a race; `with` starts and ends them."""

    def __init__(self, url: str, *, unlocked: bool = False) -> None:
        extra = ["unlocked"] if unlocked else []
        self._commands = [
            [sys.executable, "-m", "tests.community.racing", url, str(which), str(PROCESSES), *extra]
            for which in range(PROCESSES)
        ]

    def __enter__(self) -> Self:
        self._running = [
            subprocess.Popen(each, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
            for each in self._commands
        ]
        self.race(0, 0)  # until they are up
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._running:
            each.communicate()

    def race(self, event: int, people: int) -> Counter[str]:
        """Let these people race for an event; how often what came out, of all processes."""
        return self._tell("race", people, event)

    def rush(self, events: Sequence[int], people: int) -> Counter[str]:
        """Let these people sign up for an event each, in turn, and do no more."""
        return self._tell("rush", people, *events)

    def _tell(self, *words: object) -> Counter[str]:
        for each in self._running:
            assert each.stdin is not None
            each.stdin.write(" ".join(map(str, words)) + "\n")
            each.stdin.flush()
        seen: Counter[str] = Counter()
        for each in self._running:
            assert each.stdout is not None
            seen += Counter(json.loads(each.stdout.readline()))
        return seen


def wish(number: int, request: str = "tap") -> Application:
    """What a person of the race asks for: every ninth comes with somebody."""
    party = (40, 41) if number % 9 == 0 else (40,)
    return asking(f"P{number}", party, request=f"{request} of P{number}")


class Runner:
    """One process's share of a round."""

    def __init__(self, db: Database, events: Sequence[int], share: tuple[int, int]) -> None:
        self._db = db
        self._events = events
        self._which, self._processes = share
        self.seen: Counter[str] = Counter()

    def race(self, people: int) -> None:
        """All that the people of this process do, in a random order; double taps also reach the others."""
        steps: list[Callable[[], object]] = []
        for number in range(people):
            if number % self._processes == self._which:
                steps.append(partial(self.come, number))
            elif number % 5 == 0:
                steps.append(partial(self.tap, wish(number)))
        random.Random(f"{self._events}/{self._which}").shuffle(steps)
        self._run(steps)

    def rush(self, people: int) -> None:
        """Everybody signs up once."""
        mine = range(self._which, people, self._processes)
        self._run([partial(self.tap, wish(n), n // self._processes) for n in mine])

    def _run(self, steps: Sequence[Callable[[], object]]) -> None:
        with ThreadPoolExecutor(THREADS) as threads:
            for done in [threads.submit(step) for step in steps]:
                done.result()

    def come(self, number: int) -> None:
        """Sign up; some tap again, with the same request or another; some cancel, most of all the early."""
        made = self.tap(wish(number))
        if number % 7 == 0:
            self.tap(wish(number))
        if number % 11 == 0:
            self.tap(wish(number, "another tap"))
        if made and (number % 4 == 1 or (made.number <= EARLY and number % 2)):
            self.cancel(made)

    def cancel(self, made: SignUp) -> None:
        """Give the places back, twice: the second tap changes nothing."""
        for _ in range(2):
            self.move(lambda session: signups.cancel(session, made.id, made.person, NOW).moves)

    def tap(self, application: Application, turn: int = 0) -> SignUp | None:
        """One tap; the sign-up."""
        made: list[SignUp] = []
        event = self._events[turn % len(self._events)]

        def step(session: Session) -> offers.Moves:
            outcome = signups.sign_up(session, event, application, NOW)
            made.append(outcome.sign_up)
            return outcome.moves

        return made[0] if self.move(step) else None

    def move(self, step: Callable[[Session], offers.Moves]) -> bool:
        """One transaction; then those who were offered a place answer it, or don't."""
        try:
            with self._db.transaction() as session:
                moves = step(session)
        except (Refusal, SQLAlchemyError) as error:  # without the lock: doubled numbers, deadlocks
            self.seen[type(error).__name__] += 1
            return False
        self.seen["done"] += 1
        for offered in moves.offered:
            self.answer(offered)
        return True

    def answer(self, offered: SignUp) -> None:
        """Half accept, and some of them think again; some pass, the others never answer."""
        if offered.number % 2:
            self.move(lambda session: offers.accept(session, offered.id, offered.person, NOW))
            if offered.number % 5 == 0:
                self.cancel(offered)
        elif offered.number % 3 == 0:
            self.move(lambda session: offers.decline(session, offered.id, offered.person, NOW))


def unlock() -> None:
    """Switch the row lock off: what the canary does."""

    def unlocked(session: Session, event_id: int) -> events.Event:
        return session.get_one(events.Event, event_id, populate_existing=True)

    events.lock = unlocked


def main(url: str, which: str, processes: str, *extra: Any) -> None:
    """One process, until its input ends."""
    if extra:
        unlock()
    db = connect(url, pool=THREADS)
    for line in sys.stdin:
        word, people, *numbers = line.split()
        runner = Runner(db, [int(each) for each in numbers], (int(which), int(processes)))
        {"race": runner.race, "rush": runner.rush}[word](int(people))
        sys.stdout.write(json.dumps(runner.seen) + "\n")
        sys.stdout.flush()
    db.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
