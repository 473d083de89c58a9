"""Whom something about an event concerns: who has signed up for it, by how they can be reached.

What they are told is `handlers/notices.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from community import ledger, people
from community.events import Event
from community.ledger import SignUp, SignUpState

CONCERNED = (SignUpState.CONFIRMED, SignUpState.OFFERED, SignUpState.WAITLISTED)
# What people who come must hear of when it changes.
MATTERS = ("starts_at", "ends_at", "all_day", "center", "place")


@dataclass(frozen=True, slots=True)
class Concerned:
    """`written`: whom we write to, each with their sign-ups; `called`: whom somebody has to call."""

    written: Mapping[str, tuple[SignUp, ...]]
    called: tuple[SignUp, ...]


def concerned(session: Session, event_id: int) -> Concerned:
    """All who have signed up, those who wait too. Who has left us is called, if they gave a number."""
    written: dict[str, tuple[SignUp, ...]] = {}
    called: list[SignUp] = []
    for each in ledger.roster(session, event_id, *CONCERNED):
        # The proxy of somebody may be forgotten ("gone"): then there is nobody to write to.
        known = each.reachable and ":" in each.by
        if known and not people.has_left(session, each.by):
            written[each.by] = (*written.get(each.by, ()), each)
        elif each.telephone:
            called.append(each)
    return Concerned(written, tuple(called))


def changed(event: Event, before: Mapping[str, object]) -> tuple[str, ...]:
    """What of `MATTERS` differs from what it was: `before` holds values by the names of columns."""
    return tuple(name for name in MATTERS if name in before and before[name] != getattr(event, name))
