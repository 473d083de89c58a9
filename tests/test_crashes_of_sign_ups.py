"""Signing up while the service is killed and LINE fails: every place once, everybody answered once."""

import random
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from bot.database import Database
from community import consents, ledger, profiles
from community.consents import Signature, Subject
from tests.community.gatherings import DAY, HOUR, published
from tests.service import LINE_SECRET, LINE_TOKEN, Service
from tests.standins import line_events
from tests.standins.line import LineStandIn
from tests.test_crashes import answered, deliver

PEOPLE, PLACES, KILLS = 150, 30, 4
NAME, TELEPHONE = "一関 ひみつ", "0191-98-7654"


def prepared(db: Database) -> int:
    """An event, and people whose details are known; the event's number."""
    now = datetime.now(UTC)
    with db.transaction() as session:
        event = published(session, now, PLACES, starts_at=now + 30 * DAY, ends_at=now + 30 * DAY + HOUR)
        for number in range(PEOPLE):
            person = f"line:U{number}"
            profiles.save(session, person, {"name": NAME, "telephone": TELEPHONE}, now)
            consents.give(session, Subject.SIGN_UP, Signature(person, person), now)
        return event.id


def test_sign_ups_through_kills_and_lines_failures(url: str, db: Database, tmp_path: Path) -> None:
    event = prepared(db)
    log = tmp_path / "log"
    with LineStandIn(LINE_TOKEN, check=False) as line:
        line.faults.chaos(0.1)
        given = {
            "DATABASE_URL": url,
            "LINE_CHANNEL_SECRET": LINE_SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": LINE_TOKEN,
            "LINE_API_BASE_URL": line.url,
            "SECRET_KEY": "key",
            "LOG_LEVEL": "DEBUG",
        }
        taps = [
            line_events.text(
                f"U{number}", f"はい、催し{event}に1人で申し込みます", line.issue_token(f"U{number}")
            )
            for number in range(PEOPLE)
        ]
        with Service("serve", given, log) as service:
            killer = threading.Thread(target=die_and_rise, args=(service,))
            killer.start()
            deliver(service, [*taps, *map(line_events.again, taps)])
            killer.join(120)
            assert not killer.is_alive()
            answered(line, taps)

    with db.transaction() as session:
        rows = ledger.roster(session, event)
        states = Counter(each.state for each in rows)
        assert states == {"confirmed": PLACES, "waitlisted": PEOPLE - PLACES}
        assert {each.person for each in rows} == {f"line:U{number}" for number in range(PEOPLE)}
        assert [each.number for each in rows] == list(range(1, PEOPLE + 1))
    written = log.read_text("utf-8")
    assert "sent" in written
    assert [
        each for each in (NAME, TELEPHONE, "申し込みます", LINE_TOKEN, LINE_SECRET) if each in written
    ] == []


def die_and_rise(service: Service) -> None:
    """Killed as by a power cut, and started again, a few times."""
    for _ in range(KILLS):
        time.sleep(random.uniform(0.3, 0.9))
        service.kill()
        service.start()
