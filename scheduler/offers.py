"""Every minute: places whose time has come go on to whoever is next, and people are told.

All of it follows from the database (`events.due_at`), so that what was missed is made up at the next run.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from community import offers
from handlers import notices
from handlers.messages import Outgoing


def settle(session: Session, now: datetime) -> Sequence[Outgoing]:
    """Settle the events that are due; the notices to those concerned."""
    told: list[Outgoing] = []
    # In one order, so that two who settle at the same time don't wait for each other.
    for event_id in sorted(offers.due(session, now)):
        told += notices.of_moves(session, offers.tick(session, event_id, now), now)
    return told
