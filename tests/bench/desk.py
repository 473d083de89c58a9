"""The officers' desk at its size: 33 bodies, 6,600 events, 20,000 sign-ups; and fifty who tap at once."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import perf_counter

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from bot import database
from community import appointing, offices, rosters
from community.bodies import Body
from community.ledger import SignUp
from community.offices import Office, Role
from community.rosters import Shown
from handlers.slack.desk import home, roster_windows
from tests.bench.events import BODIES, NOW, fill
from tests.bench.figures import Figure, percentile, say
from tests.bench.road import Setting
from tests.service import SLACK_SECRET, SLACK_TOKEN, Service
from tests.standins import slack_events
from tests.standins.slack import SlackStandIn

STAFF, OFFICER = "slack:T1:USTAFF", "slack:T1:UONE"
LARGEST, AT_ONCE, ROUNDS = 2000, 50, 6


def looking(given: Setting) -> list[Figure]:
    """What Home and a page of a large roster take, from the tables to the blocks."""
    db = database.connect(given.given("looking")["DATABASE_URL"], pool=1)
    with db.transaction() as session:
        fill(session)
        event_id = _staffed(session)
    with db.transaction() as session:
        session.execute(text("ANALYZE"))
    taken = {name: _times(db, who) for name, who in (("staff", STAFF), ("an officer", OFFICER))}
    pages = _roster_times(db, event_id)
    db.close()
    return [
        *(
            Figure(f"Home of {name}, p95", percentile(times, 0.95), "ms", most=300)
            for name, times in taken.items()
        ),
        Figure(f"a page of a roster of {LARGEST}, p95", percentile(pages, 0.95), "ms", most=200),
    ]


def _times(db: database.Database, who: str) -> list[float]:
    times = []
    for _ in range(40):
        with db.transaction() as session:
            began = perf_counter()
            blocks = list(home.page(session, offices.standing(session, who, NOW), NOW))
            json.dumps(blocks, ensure_ascii=False)
            times.append((perf_counter() - began) * 1000)
    return times


def _roster_times(db: database.Database, event_id: int) -> list[float]:
    times = []
    for number in range(1, 41):
        with db.transaction() as session:
            began = perf_counter()
            found = rosters.page(session, event_id, Shown.VALID, number, (OFFICER, NOW))
            list(roster_windows.page(session, found, Shown.VALID, number, ""))
            times.append((perf_counter() - began) * 1000)
    return times


def _staffed(session: Session) -> int:
    """Give every body its events, one officer, and one event a roster of its own; that event."""
    names = [f"第{number:02d}地区協議会" for number in range(BODIES)]
    session.execute(insert(Body), [{"name": each, "two_persons": True, "since": NOW} for each in names])
    session.execute(text("UPDATE events SET body = '第' || lpad((id % 33)::text, 2, '0') || '地区協議会'"))
    appointing.found(session, STAFF, "bench", NOW)
    own = Office(person=OFFICER, role=Role.OFFICER, body=names[0], since=date(2026, 1, 1))
    appointing.appoint(session, own, STAFF, NOW)
    first = text("SELECT min(id) FROM events WHERE body = :name")
    event_id: int = session.execute(first, {"name": names[0]}).scalar_one()
    session.execute(insert(SignUp), [_sign_up(event_id, number) for number in range(LARGEST)])
    return event_id


def _sign_up(event_id: int, number: int) -> dict[str, object]:
    person = f"named:{number}"
    fixed = {"party": [{"age": 70}], "size": 1, "created_at": NOW, "changed_at": NOW, "state": "confirmed"}
    told = {"name": f"及川 {number}", "telephone": "0191-21-2111", "channel": "phone", "request": person}
    ids = {"id": f"big{number}", "event_id": event_id, "number": 100_000 + number}
    return {**ids, **fixed, **told, "person": person, "by": person}


def tapping(given: Setting) -> list[Figure]:
    """Fifty taps at the same moment, several times over: how long Slack waits for its 200."""
    settings = given.given("tapping") | {"SLACK_BOT_TOKEN": SLACK_TOKEN, "SLACK_SIGNING_SECRET": SLACK_SECRET}
    say(f"tapping: {AT_ONCE} at once, {ROUNDS} times")
    with SlackStandIn(SLACK_TOKEN) as slack, ThreadPoolExecutor(AT_ONCE) as people:
        settings["SLACK_API_BASE_URL"] = f"{slack.url}/api/"
        with Service("serve", settings) as service:
            hello = [_timed(lambda: service.get("/healthz")) for _ in range(30)]
            everybody = list(range(AT_ONCE)) * ROUNDS
            acks = list(people.map(lambda number: _tap(service, number), everybody))
    beside = f"hello p50 {percentile(hello, 0.5):.2g} ms"
    return [Figure(f"{AT_ONCE} taps at once, p99", percentile(acks, 0.99), "ms", most=1000, reference=beside)]


def _tap(service: Service, number: int) -> float:
    tap = {
        "type": "block_actions",
        "trigger_id": f"{perf_counter()}.{number}",
        "team": {"id": "T1"},
        "user": {"id": f"U{number}", "team_id": "T1"},
        "channel": {"id": f"DU{number}"},
        "container": {"message_ts": f"{number}.0"},
        "actions": [{"type": "button", "action_id": "say_1", "value": "say:ホーム", "action_ts": "1"}],
    }
    payload = {"payload": json.dumps(tap)}
    return _timed(lambda: slack_events.post(service.url, SLACK_SECRET, payload, form=True))


def _timed(call: Callable[[], object]) -> float:
    began = perf_counter()
    call()
    return (perf_counter() - began) * 1000
