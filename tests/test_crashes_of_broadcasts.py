"""A broadcast whose processes are killed on the way goes on at the next call, and nobody gets it twice."""

import time
from collections import Counter

from bot.database import Database
from tests import many
from tests.service import LINE_SECRET, LINE_TOKEN, Service
from tests.standins.line import LineStandIn

PEOPLE, KILLS, AT_ONCE = 30_000, 5, 500


def test_killed_five_times_everybody_gets_it_once(url: str, db: Database) -> None:
    many.settle(db, PEOPLE)
    with LineStandIn(LINE_TOKEN, check=False) as line:
        line.faults.chaos(0.1)
        given = {
            "DATABASE_URL": url,
            "LINE_CHANNEL_SECRET": LINE_SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": LINE_TOKEN,
            "LINE_API_BASE_URL": line.url,
        }
        line.pause = 0.1  # so that there is a way to be killed on
        with Service("worker", given) as service:
            with db.transaction() as session:
                many.begin(session)
            for kill in range(1, KILLS + 1):
                wait(line, kill * PEOPLE // AT_ONCE // (KILLS + 1))
                service.kill()
                service.start()
            wait(line, PEOPLE // AT_ONCE)

        got = Counter(person for each in line.accepted for person in each.many)
        assert len(got) == PEOPLE
        assert set(got.values()) == {1}


def wait(line: LineStandIn, calls: int) -> None:
    """Until LINE has taken so many calls."""
    until = time.monotonic() + 90
    while len(line.accepted) < calls:
        assert time.monotonic() < until, f"{len(line.accepted)} of {calls} calls"
        time.sleep(0.02)
