"""Whom a change of an event concerns: each person once, whoever has left or has no account by telephone."""

from datetime import datetime

from sqlalchemy.orm import Session

from community import forgetting, people, signups, telling
from community.ledger import Channel
from tests.community.gatherings import HOUR, come, published


def test_each_is_written_to_once_or_called(session: Session, now: datetime) -> None:
    event = published(session, now, 2)
    mine = come(session, event, "A", now)
    mother = come(session, event, "M", now, person="named:m", by="line:A", name="母")
    waiting = come(session, event, "B", now)
    called = come(session, event, "P", now, channel=Channel.PHONE, telephone="0191-21-2148")
    left = come(session, event, "L", now, telephone="090-1234-5678")
    silent = come(session, event, "S", now)
    gone = come(session, event, "G", now)
    cancelled = come(session, event, "X", now)
    signups.cancel(session, cancelled.id, cancelled.person, now)
    for who in ("L", "S"):
        people.farewell(session, f"line:{who}", "line", now)
    forgetting.forget(session, "line:G", now)

    found = telling.concerned(session, event.id)

    assert found.written == {"line:A": (mine, mother), "line:B": (waiting,)}
    assert found.called == (called, left)
    assert silent.state == "waitlisted"
    assert gone.state == "cancelled"


def test_only_what_people_must_hear_of_is_a_change(session: Session, now: datetime) -> None:
    event = published(session, now)
    before = {"title": "前", "place": event.place, "starts_at": event.starts_at - HOUR}

    assert telling.changed(event, before) == ("starts_at",)
    assert telling.changed(event, {"bring": "x"}) == ()
