from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from community import audit, forgetting, ledger, organizing, signups
from community.events import EventState
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published

SECRETS = ("line:A", "佐藤", "0191-21-2148", "藤沢", "1950")


def written(session: Session) -> str:
    """All that the ledger and the trail hold."""
    session.flush()
    tables = [session.execute(text(f"SELECT * FROM {each}")).all() for each in ("sign_ups", "audit")]  # noqa: S608 - our names
    return str(tables)


def test_who_is_forgotten_leaves_a_whole_ledger_that_does_not_say_who(
    session: Session, now: datetime
) -> None:
    private = {"name": "佐藤はな", "telephone": "0191-21-2148", "area": "藤沢"}
    past = published(session, now, capacity=1, starts_at=now + DAY, ends_at=now + DAY + HOUR)
    coming = published(session, now, capacity=1)
    cancelled = published(session, now, capacity=1)
    for event in (past, coming, cancelled):
        come(session, event, "A", now, (76,), **private)
    waiting = come(session, coming, "B", now)
    parent = come(session, coming, "A", now, person="named:x", request="for my parent")
    organizing.step(session, cancelled.id, EventState.CANCELLED, OFFICER, now)
    there = ledger.roster(session, past.id)[0]
    signups.tick(session, there.id, 1, OFFICER, now + DAY)
    assert [secret for secret in SECRETS if secret in written(session)] == list(SECRETS[:4])

    moves = forgetting.forget(session, "line:A", now + DAY)

    assert [secret for secret in SECRETS if secret in written(session)] == []
    assert [each.offered for each in moves] == [(waiting,)]
    assert (there.state, there.size, there.came) == ("attended", 1, 1)
    assert (parent.state, parent.person, parent.by) == ("waitlisted", "named:x", audit.GONE)
    assert [each.state for each in ledger.roster(session, coming.id)] == [
        "cancelled",
        "offered",
        "waitlisted",
    ]
    assert ledger.of_person(session, "line:A") == []
    assert forgetting.forget(session, "line:A", now + DAY) == []
