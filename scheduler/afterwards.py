"""Every ten minutes by day: what ended before today counts as held, and who was there is thanked, once.

All of it follows from the tables: what was missed is made up for. The rules: `community/afterwards.py`.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from community import advancing, afterwards, audit, certificates, events, notified
from community.events import Event
from handlers import afterwards as thanks
from handlers.messages import Outgoing
from handlers.slack.desk import channels


def finish(session: Session, now: datetime) -> Sequence[Outgoing]:
    """Finish what is over; the thanks to be sent now."""
    over = list(afterwards.over(session, now))
    for event_id in over:
        afterwards.finish(session, event_id, audit.CLOCK, now)
    results = [said for each in over for said in channels.held(session, events.public(session, each))]
    due = {thanks.key(sign_up): (sign_up, event) for sign_up, event in afterwards.to_thank(session, now)}
    said = notified.known(session, due)
    thanked = {event.id: event for key, (_, event) in due.items() if key not in said}
    further = {each.id: _issue(session, each, now) for each in thanked.values()}
    return results + [
        thanks.thank(sign_up, event, certificates.of_sign_up(session, sign_up.id), further[event.id], now)
        for key, (sign_up, event) in due.items()
        if key not in said
    ]


def _issue(session: Session, event: Event, now: datetime) -> Sequence[Event]:
    certificates.issue(session, event.id, now)
    return advancing.steps(session, event, now)
