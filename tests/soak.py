"""`make soak`: the hard side for longer. Questions come all the time; processes and the database die at
random, LINE fails one call in ten. At the end every event must have been answered, none twice.

python -m tests.soak [minutes], 10 by default. Prints what happened every half minute.
"""

import random
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any, LiteralString

import psutil
import psycopg

from tests.service import LINE_SECRET, LINE_TOKEN, Service
from tests.standins import line_events
from tests.standins.line import LineStandIn

PEOPLE = 200
QUESTION = "ひと・まち応援金って何に使えるの?"


def main() -> int:
    """Soak; 1 when something was lost or doubled."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    with tempfile.TemporaryDirectory() as folder, LineStandIn(LINE_TOKEN) as line:
        data = Path(folder) / "var"
        given = {
            "WASSHOI_DATA": str(data),
            "LINE_CHANNEL_SECRET": LINE_SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": LINE_TOKEN,
            "LINE_API_BASE_URL": line.url,
        }
        with Service("serve", given) as service:
            line.faults.chaos(0.1)
            asked = soak(service, line, data, minutes * 60)
            line.faults.clear()
            return verdict(asked, line, data)


def soak(service: Service, line: LineStandIn, data: Path, seconds: float) -> Counter[str]:
    """Ask, and kill, until the time is over; return how often each person asked."""
    asked: Counter[str] = Counter()
    until, shown = time.monotonic() + seconds, time.monotonic()
    over = threading.Event()
    killer = threading.Thread(target=kill_at_random, args=(service, data, over))
    killer.start()
    while time.monotonic() < until:
        user = f"U{random.randrange(PEOPLE)}"
        event = line_events.text(user, QUESTION, line.issue_token(user))
        while line_events.post(service.url, LINE_SECRET, [event]) != 200:
            event = line_events.again(event)
            time.sleep(0.2)
        asked[user] += 1
        if time.monotonic() - shown > 30:
            shown = time.monotonic()
            sys.stdout.write(f"{asked.total()} asked, {len(line.accepted)} answered\n")
            sys.stdout.flush()
    over.set()
    killer.join()
    return asked


def kill_at_random(service: Service, data: Path, over: threading.Event) -> None:
    """End the service, or its database under it, every few seconds."""
    while not over.wait(random.uniform(3, 12)):
        if random.random() < 0.7:
            service.kill()
            service.start()
        else:
            pid = int((data / "postgres" / "postmaster.pid").read_text().splitlines()[0])
            psutil.Process(pid).kill()


def verdict(asked: Counter[str], line: LineStandIn, data: Path) -> int:
    """Wait until all is quiet, then count."""
    until = time.monotonic() + 600
    while unfinished(data) and time.monotonic() < until:
        time.sleep(1)
    answered = Counter(line.receiver(each) or "?" for each in line.accepted)
    lost, doubled = asked - answered, answered - asked
    unknown = states(data)
    sys.stdout.write(
        f"{asked.total()} asked, {answered.total()} answered, "
        f"{lost.total()} lost, {doubled.total()} doubled; "
        f"deliveries by state: {unknown}; {len(line.invalid)} invalid messages\n"
    )
    return 1 if lost or doubled or line.invalid else 0


def unfinished(data: Path) -> int:
    """Arrivals that wait and deliveries that are open."""
    rows = query(
        data,
        "SELECT (SELECT count(*) FROM arrivals WHERE state = 'waiting') + "
        "(SELECT count(*) FROM deliveries WHERE state IN ('queued', 'trying'))",
    )
    return int(rows[0][0])


def states(data: Path) -> dict[str, int]:
    """How many deliveries there are in each state."""
    return {
        str(state): int(count)
        for state, count in query(data, "SELECT state, count(*) FROM deliveries GROUP BY 1")
    }


def query(data: Path, statement: LiteralString) -> list[Any]:
    """Ask the embedded database."""
    with psycopg.connect(f"postgresql://postgres@/wasshoi?host={data / 'postgres'}") as connection:
        return connection.execute(statement).fetchall()


if __name__ == "__main__":
    sys.exit(main())
