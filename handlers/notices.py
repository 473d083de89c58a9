"""Notices about places: who is told what when they come free, are offered, or are over."""

from datetime import datetime

from sqlalchemy.orm import Session

from community.offers import Moves
from handlers.messages import Outgoing


def of_moves(_session: Session, _moves: Moves, _now: datetime) -> list[Outgoing]:
    """What to tell whom about places that moved."""
    return []
