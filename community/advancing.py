"""Which trainings are a fitting next step after one: further in its field, its field, or further at all."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.events import TAKING, Event, Kind

# The stages of 経験別, as organisers write them; others (階層別 …) are no ladder.
LADDER = ("はじめての方", "初級", "中級", "上級")


def steps(session: Session, event: Event, now: datetime, limit: int = 2) -> Sequence[Event]:
    """Trainings to which one can sign up now, the most fitting first; none after what was no training."""
    if event.kind != Kind.TRAINING:
        return ()
    coming = select(Event).where(
        Event.kind == Kind.TRAINING,
        Event.state.in_(TAKING),
        Event.starts_at > now,
        Event.id != event.id,
        Event.title != event.title,  # the same one again is no step
    )
    found = session.scalars(coming.order_by(Event.starts_at, Event.id)).all()
    ranked = sorted(found, key=lambda each: _rank(event, each))
    return [each for each in ranked if _rank(event, each) < _FAR][:limit]


_FAR = 4


def _rank(done: Event, other: Event) -> int:
    here, there = _rung(done.stage), _rung(other.stage)
    same = done.field is not None and done.field == other.field
    higher = here is not None and there is not None and there > here
    if same and here is not None and there is not None and there < here:
        return _FAR
    if same:
        return 0 if higher else 1
    next_rung = here is not None and there == here + 1
    return 2 if next_rung else (3 if done.stage is not None and done.stage == other.stage else _FAR)


def _rung(stage: str | None) -> int | None:
    bare = (stage or "").rpartition(":")[2]
    return LADDER.index(bare) if bare in LADDER else None
