import re
from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from community import audit, offers, organizing, signups
from community.audit import GONE
from community.hours import TOWN
from community.parties import Member
from tests.community.gatherings import DAY, OFFICER, come, published

FORBIDDEN = (
    "DELETE FROM audit",
    "TRUNCATE audit",
    "UPDATE audit SET what = 'nothing'",
    "UPDATE audit SET who = 'line:somebody else'",
    "UPDATE audit SET who = 'gone', at = now()",
    """UPDATE audit SET who = 'gone', after = '{"state": "held"}'""",
)


def test_the_database_keeps_what_was_written(session: Session, now: datetime) -> None:
    published(session, now)

    for attempt in FORBIDDEN:
        with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
            session.execute(text(attempt))


def test_who_is_forgotten_leaves_what_they_did(session: Session, now: datetime) -> None:
    event = published(session, now)
    mine = come(session, event, "A", now)
    come(session, event, "B", now)

    audit.forget(session, "line:A")
    session.expire_all()

    assert [(each.who, each.what) for each in audit.trail(session, event.id)][2:] == [
        (GONE, "signed up"),
        ("line:B", "signed up"),
        ("line:B", "full"),
    ]
    assert [each.who for each in audit.trail(session, event.id, f"sign_up:{mine.id}")] == [GONE]


def test_the_same_moment_in_another_zone_is_no_change(session: Session, now: datetime) -> None:
    event = published(session, now)
    before = len(audit.trail(session, event.id))

    organizing.change(session, event.id, {"starts_at": event.starts_at.astimezone(TOWN)}, OFFICER, now)

    assert len(audit.trail(session, event.id)) == before


def test_every_change_goes_on_where_the_one_before_it_ended_and_nothing_private_is_in_it(
    session: Session, now: datetime
) -> None:
    event = published(session, now, capacity=1)
    mine = come(session, event, "A", now, name="佐藤はな", telephone="0191-21-2148", area="花泉")
    other = come(session, event, "B", now, (77,))
    signups.change_party(session, mine.id, (Member(41),), "line:A", now)
    organizing.change(session, event.id, {"capacity": 3, "title": "そば打ち"}, OFFICER, now)
    offers.accept(session, other.id, "line:B", now)
    signups.change_party(session, other.id, (Member(77), Member(78)), "line:B", now)
    signups.cancel(session, mine.id, "line:A", now)
    signups.tick(session, other.id, 1, OFFICER, now + 10 * DAY)

    ends: dict[str, dict[str, object]] = {}
    for entry in audit.trail(session, event.id):
        row = ends.setdefault(entry.subject, {})
        assert {name: row.get(name) for name in entry.before} == dict(entry.before)
        row.update(entry.after)
    session.flush()
    for sign_up in (mine, other):
        kept = ends[f"sign_up:{sign_up.id}"]
        assert (kept["state"], kept["size"], kept.get("came")) == (sign_up.state, sign_up.size, sign_up.came)
    assert (ends[f"event:{event.id}"]["title"], ends[f"event:{event.id}"]["capacity"]) == ("そば打ち", 3)
    written = str(session.execute(text("SELECT array_agg(row_to_json(audit)) FROM audit")).scalar())
    assert not [
        secret
        for secret in ("はな", "21-2148", "花泉", r"\b77\b", "born", "tap of")
        if re.search(secret, written)
    ]
