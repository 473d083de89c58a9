"""What a broadcast to a hundred thousand people costs: our own CPU, memory, calls, time."""

import time

import psutil
from sqlalchemy import select, text

from bot import database
from community.broadcasts import Recipient
from tests import many
from tests.bench.figures import Figure, say
from tests.bench.road import Setting
from tests.service import Service

PEOPLE, AT_ONCE = 100_000, 500


def spreading(given: Setting) -> list[Figure]:
    """One content to all of them by one worker, paced under LINE's rate."""
    say(f"broadcast: {PEOPLE} people")
    named = given.given("many")
    db = database.connect(named["DATABASE_URL"])
    many.settle(db, PEOPLE)
    with db.transaction() as session:
        session.execute(text("ANALYZE"))
    with Service("worker", named) as service:
        process = psutil.Process(service.process.pid if service.process else 0)
        time.sleep(5)
        memory, busy = process.memory_info().rss, _cpu(process)
        before, own, started = len(given.line.accepted), time.process_time(), time.monotonic()
        with db.transaction() as session:
            many.begin(session)
        written = time.monotonic() - started
        own = time.process_time() - own
        highest, calls = memory, PEOPLE // AT_ONCE
        while len(given.line.accepted) < before + calls and time.monotonic() < started + 120:
            highest = max(highest, process.memory_info().rss)
            time.sleep(0.05)
        took = time.monotonic() - started
        busy = _cpu(process) - busy + own
    got = [person for each in given.line.accepted[before:] for person in each.many]
    with db.transaction() as session:
        known = len(session.scalars(select(Recipient.person)).all())
    db.close()
    once = len(set(got)) == len(got) == known == PEOPLE
    return [
        Figure(
            f"broadcast to {PEOPLE}, own CPU", busy, "s", most=10, reference=f"written in {written:.1f} s"
        ),
        Figure("the same, memory more than idle", (highest - memory) / 2**20, "MB", most=30),
        Figure("the same, calls", len(given.line.accepted) - before, "calls", most=calls),
        Figure("the same, people who did not get it once", 0 if once else 1, "", most=0),
        Figure("the same, until the last call", took, "s"),
    ]


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system
