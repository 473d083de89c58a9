"""Sign-ups a second on one event and across several; and the race, a hundred times."""

import time
from collections import Counter

from bot import database
from bot.database import Database
from tests.bench.figures import Figure, say
from tests.bench.road import Setting, plain_inserts
from tests.community.gatherings import DAY, published
from tests.community.racing import NOW, Race
from tests.community.test_racing import PEOPLE, faults, race

SIGN_UPS, EVENTS = 2_000, 8
ROUNDS = 100


def signing_up(given: Setting) -> list[Figure]:
    """Two processes of six threads; everybody once, nobody cancels. Most of them wait, as in a rush."""
    url = given.given("signing_up")["DATABASE_URL"]
    insert = sorted(plain_inserts(given))
    reference = f"plain insert p50 {insert[len(insert) // 2]:.2g} ms"
    db = database.connect(url)
    rates = []
    with Race(url) as runners:
        for count in (1, EVENTS):
            say(f"sign-ups: {SIGN_UPS} on {count} event(s)")
            events = [new_event(db) for _ in range(count)]
            started = time.perf_counter()
            seen = runners.rush(events, SIGN_UPS)
            rates.append(SIGN_UPS / (time.perf_counter() - started))
            assert seen == Counter(done=SIGN_UPS)
    db.close()
    return [
        Figure("sign-ups a second on one event", rates[0], "/s", least=150, reference=reference),
        Figure(f"sign-ups a second across {EVENTS} events", rates[1], "/s", reference=reference),
    ]


def racing(given: Setting) -> list[Figure]:
    """Rounds of the race of `tests/community/test_racing.py` in which anything went wrong."""
    url = given.given("racing")["DATABASE_URL"]
    db, bad = database.connect(url), 0
    with Race(url) as runners:
        for number in range(1, ROUNDS + 1):
            event, seen = race(db, runners)
            with db.transaction() as session:
                found = faults(session, event, seen)
            bad += bool(found)
            if found or number % 10 == 0:
                say(f"race: round {number} of {ROUNDS}, {len(found)} faults {found[:3]}")
    db.close()
    return [Figure(f"races with a fault, {PEOPLE} people for 30 places", bad, f"of {ROUNDS}", most=0)]


def new_event(db: Database) -> int:
    """An event with 300 places, in a month."""
    with db.transaction() as session:
        event = published(session, NOW, capacity=300, starts_at=NOW + 30 * DAY, ends_at=NOW + 31 * DAY)
    return event.id
