"""Notices on record: messages to people who have not just written, each known by its key.

The rows are `community/deliveries.py`'s; what notices say and when is decided above.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from community.broadcasts import Chunk
from community.deliveries import Delivery, DeliveryState, Parcel, queued

_AT_ONCE = 100  # rows of one statement
RESIDENTS = ("line", "console-line")  # the channels on which residents are told


def notify(session: Session, key: str, person: str, parcel: Parcel, now: datetime) -> str | None:
    """Write a delivery that answers nothing, to a `<channel>:<user>`; its id, for the work of sending it.

    The same `key` again writes nothing and gives None: the notice is on its way, or was sent.
    """
    notice = f"notice:{key}"
    row = {**queued(parcel, now), "id": notice, "arrival_id": None, "person": person}
    row |= {"channel": person.partition(":")[0], "token_until": None}
    made = insert(Delivery).values(row).on_conflict_do_nothing(index_elements=["id"])
    return session.scalar(made.returning(Delivery.id))


def held(chunk: Chunk, parcel: Parcel, person: str, now: datetime) -> dict[str, Any]:
    """The row of a broadcast's call that waits for its release."""
    row = {**queued(parcel, now), "id": chunk.delivery, "arrival_id": None, "person": person}
    waits = {"state": DeliveryState.HELD, "next_try_at": chunk.at}
    return {**row, **waits, "channel": chunk.channel, "token_until": None}


def hold(session: Session, rows: Sequence[Mapping[str, Any]]) -> int:
    """Write such rows; how many of them weren't on record yet."""
    made = 0
    for start in range(0, len(rows), _AT_ONCE):
        some = insert(Delivery).values(rows[start : start + _AT_ONCE])
        made += len(session.scalars(some.on_conflict_do_nothing().returning(Delivery.id)).all())
    return made


def known(session: Session, keys: Collection[str]) -> set[str]:
    """Which of these notices are on record already."""
    ids = {f"notice:{key}": key for key in keys}
    return {ids[each] for each in session.scalars(select(Delivery.id).where(Delivery.id.in_(ids)))}


def stop(session: Session, prefix: str) -> int:
    """Withdraw the notices whose keys begin with `prefix` that nobody has tried to send; how many."""
    of_these = Delivery.id.startswith(f"notice:{prefix}", autoescape=True)
    waiting = update(Delivery).where(of_these, Delivery.state == DeliveryState.QUEUED)
    stopped = session.scalars(waiting.values(state=DeliveryState.CANCELLED).returning(Delivery.id))
    return len(stopped.all())


def reached(session: Session, prefix: str) -> Sequence[str]:
    """Who got, or may have got, a notice whose key begins with `prefix`."""
    of_these = Delivery.id.startswith(f"notice:{prefix}", autoescape=True)
    gone = (DeliveryState.SENT, DeliveryState.TRYING, DeliveryState.UNKNOWN)
    rows = select(Delivery.person).where(of_these, Delivery.state.in_(gone), Delivery.channel.in_(RESIDENTS))
    return session.scalars(rows.distinct().order_by(Delivery.person)).all()


def tally(session: Session, prefix: str) -> Mapping[str, int]:
    """How many of the notices whose keys begin with `prefix` are in which state."""
    of_these = Delivery.id.startswith(f"notice:{prefix}", autoescape=True)
    rows = session.execute(select(Delivery.state, func.count()).where(of_these).group_by(Delivery.state))
    return {**dict.fromkeys(DeliveryState, 0), **{DeliveryState(state): number for state, number in rows}}


def failed(session: Session, prefix: str, since: datetime) -> Sequence[Delivery]:
    """The notices whose keys begin with `prefix`, made after `since`, that nobody will get."""
    of_these = Delivery.id.startswith(f"notice:{prefix}", autoescape=True)
    lost = select(Delivery).where(
        of_these, Delivery.created_at > since, Delivery.state == DeliveryState.FAILED
    )
    return session.scalars(lost.order_by(Delivery.created_at)).all()


def since(session: Session, prefix: str, since: datetime) -> Sequence[Delivery]:
    """The sent notices whose keys begin with `prefix`, made after `since`, the oldest first."""
    of_these = Delivery.id.startswith(f"notice:{prefix}", autoescape=True)
    recent = select(Delivery).where(
        of_these, Delivery.created_at > since, Delivery.state == DeliveryState.SENT
    )
    return session.scalars(recent.order_by(Delivery.created_at)).all()
