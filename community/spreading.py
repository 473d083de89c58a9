"""The steps of a broadcast: released, paused, resumed, recalled, stopped, done; and how far it has come.

Each takes the broadcast's row lock. Whoever sends looks at the deliveries only, so a chunk that is held or
withdrawn here is not sent by anybody, whatever work still waits for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from community import allowance, audit, broadcasts
from community.broadcasts import AT_ONCE, PREFIX, Broadcast, BroadcastNotThatWay, BroadcastState, Recipient
from community.deliveries import OPEN_STATES, Delivery, DeliveryState

NO_MESSAGES_LEFT = "allowance"  # the trouble of a month that doesn't suffice
_GOING = (BroadcastState.WAITING, BroadcastState.SENDING)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has come, in people."""

    reached: int
    on_the_way: int
    held: int
    lost: int
    withdrawn: int


def release(session: Session, broadcast_id: str, now: datetime) -> Sequence[tuple[str, datetime]]:
    """Let it go out, if the month suffices: the deliveries to send, and when; none where it doesn't."""
    broadcast = broadcasts.get(session, broadcast_id, lock=True)
    if broadcast.state != BroadcastState.WAITING:
        return []
    number = _people(session, broadcast_id, (DeliveryState.HELD,), *AT_ONCE)
    if not allowance.left(session, now).affords(number, urgent=broadcast.urgent is not None):
        broadcast.state, broadcast.trouble = BroadcastState.REFUSED, NO_MESSAGES_LEFT
        return []
    broadcast.state, broadcast.trouble = BroadcastState.SENDING, None
    held = update(Delivery).where(_of(broadcast_id), Delivery.state == DeliveryState.HELD)
    due = func.greatest(Delivery.next_try_at, now)
    rows = held.values(state=DeliveryState.QUEUED, next_try_at=due).returning(
        Delivery.id, Delivery.next_try_at
    )
    return sorted((row.id, row.next_try_at) for row in session.execute(rows))


def pause(session: Session, broadcast_id: str, who: str, now: datetime) -> Broadcast:
    """Hold what nobody has begun to send. Raises `NoSuchBroadcast`, `BroadcastNotThatWay`."""
    broadcast = _in(session, broadcast_id, *_GOING)
    _set(session, broadcast_id, (DeliveryState.QUEUED,), DeliveryState.HELD)
    return _step(session, broadcast, BroadcastState.PAUSED, (who, "paused"), now)


def resume(session: Session, broadcast_id: str, who: str, now: datetime) -> Broadcast:
    """Let it wait for its release again. Raises `NoSuchBroadcast`, `BroadcastNotThatWay`."""
    broadcast = _in(session, broadcast_id, BroadcastState.PAUSED, BroadcastState.REFUSED)
    return _step(session, broadcast, BroadcastState.WAITING, (who, "resumed"), now)


def recall(session: Session, broadcast_id: str, who: str, now: datetime) -> int:
    """Withdraw what nobody has begun to send; how many people won't get it.

    Raises:
        NoSuchBroadcast, BroadcastNotThatWay: there is none, or it has gone out.
    """
    broadcast = _in(session, broadcast_id, *_GOING, BroadcastState.PAUSED, BroadcastState.REFUSED)
    untouched = (DeliveryState.QUEUED, DeliveryState.HELD)
    number = _people(session, broadcast_id, untouched)
    _set(session, broadcast_id, untouched, DeliveryState.CANCELLED)
    broadcast.ended_at = now
    _step(session, broadcast, BroadcastState.RECALLED, (who, "recalled"), now)
    return number


def stop(session: Session, delivery: Delivery, now: datetime) -> None:
    """The platform says that the month is used up: this chunk and all behind it are held."""
    broadcast_id = delivery.id.removeprefix(PREFIX).rpartition("/")[0]
    broadcast = broadcasts.get(session, broadcast_id, lock=True)
    delivery.state, delivery.error = DeliveryState.HELD, NO_MESSAGES_LEFT
    _set(session, broadcast_id, (DeliveryState.QUEUED,), DeliveryState.HELD)
    if broadcast.state == BroadcastState.SENDING:
        broadcast.trouble = NO_MESSAGES_LEFT
        _step(session, broadcast, BroadcastState.REFUSED, (audit.CLOCK, "stopped"), now)


def finish(session: Session, now: datetime) -> None:
    """Those of which nothing is left to send are done."""
    going = select(Broadcast).where(Broadcast.state == BroadcastState.SENDING)
    for each in session.scalars(going.with_for_update(skip_locked=True)):
        if not broadcasts.open_chunks(session, each.id):
            each.state, each.ended_at = BroadcastState.DONE, now


def progress(session: Session, broadcast_id: str) -> Progress:
    """How many people it has reached, and how it stands with the others."""
    rows = select(Delivery.state, func.count().label("people")).join(
        Recipient, Recipient.delivery == Delivery.id
    )
    rows = rows.where(Recipient.broadcast == broadcast_id).group_by(Delivery.state)
    of = {row.state: row.people for row in session.execute(rows)}

    def some(*states: DeliveryState) -> int:
        return sum(of.get(each, 0) for each in states)

    return Progress(
        reached=some(DeliveryState.SENT),
        on_the_way=some(*OPEN_STATES),
        held=some(DeliveryState.HELD),
        lost=some(DeliveryState.FAILED, DeliveryState.UNKNOWN),
        withdrawn=some(DeliveryState.CANCELLED),
    )


def recent(session: Session, limit: int = 20, bodies: Sequence[str] | None = None) -> Sequence[Broadcast]:
    """The newest, of these bodies or of all."""
    rows = select(Broadcast).order_by(Broadcast.created_at.desc(), Broadcast.id).limit(limit)
    return session.scalars(rows if bodies is None else rows.where(Broadcast.body.in_(bodies))).all()


def stopped(session: Session) -> Sequence[Broadcast]:
    """Those that were stopped for want of messages."""
    rows = select(Broadcast).where(Broadcast.state == BroadcastState.REFUSED)
    return session.scalars(rows.order_by(Broadcast.created_at)).all()


def _of(broadcast_id: str) -> ColumnElement[bool]:
    return Delivery.id.startswith(f"{PREFIX}{broadcast_id}/", autoescape=True)


def _in(session: Session, broadcast_id: str, *states: BroadcastState) -> Broadcast:
    broadcast = broadcasts.get(session, broadcast_id, lock=True)
    if broadcast.state not in states:
        raise BroadcastNotThatWay(title=broadcast.title, state=broadcast.state)
    return broadcast


def _set(session: Session, broadcast_id: str, those: Sequence[DeliveryState], to: DeliveryState) -> None:
    session.execute(update(Delivery).where(_of(broadcast_id), Delivery.state.in_(those)).values(state=to))


def _step(
    session: Session, broadcast: Broadcast, to: BroadcastState, by: tuple[str, str], now: datetime
) -> Broadcast:
    before, broadcast.state = {"state": broadcast.state}, to
    audit.note(session, (None, f"broadcast:{broadcast.id}"), by, before, {"state": to}, now)
    return broadcast


def _people(session: Session, broadcast_id: str, those: Sequence[DeliveryState], *channels: str) -> int:
    """How many people are in chunks of these states; on these channels, if any are named."""
    rows = select(func.count()).select_from(Recipient)
    rows = rows.join(Delivery, Delivery.id == Recipient.delivery)
    rows = rows.where(Recipient.broadcast == broadcast_id, Delivery.state.in_(those))
    return session.scalar(rows.where(Delivery.channel.in_(channels)) if channels else rows) or 0
