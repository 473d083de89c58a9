from datetime import datetime

from sqlalchemy.orm import Session

from community import audit, ledger, offers, organizing, signups
from community.events import EventState
from community.ledger import SignUpState
from tests.community.gatherings import DAY, OFFICER, come, unpublished


def test_the_whole_way_from_a_draft_to_a_place_that_came_free(session: Session, now: datetime) -> None:
    event = unpublished(session, now, capacity=2)
    organizing.publish(session, event.id, OFFICER, now)
    first, second, third = (come(session, event, who, now) for who in ("A", "B", "C"))

    assert [each.state for each in (first, second, third)] == ["confirmed", "confirmed", "waitlisted"]
    assert (event.state, ledger.position(session, third)) == (EventState.FULL, 1)

    gone = signups.cancel(session, first.id, "line:A", now)

    assert (gone.sign_up.state, gone.moves.offered) == (SignUpState.CANCELLED, (third,))
    assert (third.state, third.offered_until) == (SignUpState.OFFERED, now + DAY)

    offers.accept(session, third.id, "line:C", now)

    assert (third.state, third.offered_until) == (SignUpState.CONFIRMED, None)
    assert [(each.who, each.what) for each in audit.trail(session, event.id, f"sign_up:{third.id}")] == [
        ("line:C", "signed up"),
        ("line:A", "offered"),
        ("line:C", "accepted"),
    ]
