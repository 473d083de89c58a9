"""Events and people for tests: as little as each needs to say."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from community import organizing, signups
from community.events import Event, Kind
from community.ledger import Application, Channel, SignUp
from community.parties import Member

OFFICER = "slack:UOFFICER"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def unpublished(session: Session, now: datetime, **columns: Any) -> Event:
    """A draft of an event in ten days."""
    given = {
        "kind": Kind.EVENT,
        "title": "そば打ち体験",
        "place": "調理室",
        "starts_at": now + 10 * DAY,
        "ends_at": now + 10 * DAY + 2 * HOUR,
        **columns,
    }
    return organizing.draft(session, Event(**given), OFFICER, now)


def published(session: Session, now: datetime, capacity: int | None = 2, **columns: Any) -> Event:
    """An event to which people can sign up."""
    event = unpublished(session, now, capacity=capacity, **columns)
    organizing.publish(session, event.id, OFFICER, now)
    return event


def asking(who: str, party: Iterable[int | None] = (40,), **fields: Any) -> Application:
    """What somebody asks for on LINE, for themselves; the party by their ages."""
    given = {
        "person": f"line:{who}",
        "by": f"line:{who}",
        "channel": Channel.LINE,
        "request": f"tap of {who}",
        "party": tuple(Member(age) for age in party),
        **fields,
    }
    return Application(**given)


def come(
    session: Session,
    event: Event,
    who: str,
    now: datetime,
    party: Iterable[int | None] = (40,),
    **fields: Any,
) -> SignUp:
    """Somebody signs up."""
    return signups.sign_up(session, event.id, asking(who, party, **fields), now).sign_up
