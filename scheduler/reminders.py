"""Every ten minutes: reminders that are due and were not sent. Who gets one: `community/reminding.py`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from community import notified, reminding
from handlers import reminders
from handlers.messages import Outgoing


def send(session: Session, now: datetime) -> Sequence[Outgoing]:
    """The reminders to be sent now."""
    due = {each.key: each for each in reminding.due(session, now)}
    sent = notified.known(session, due)
    return [reminders.present(each, now) for key, each in due.items() if key not in sent]
