"""What goes out: one row for each call of a platform's API, written before the call is made.

The row and the state that caused it are committed together. Its id follows from the arrival it answers, or
from what a notice is about; its retry key is fixed before the first try, and what is known of the tries is
kept, so that whoever goes on after a crash neither loses nor doubles a message. The calls themselves are made
by `bot/sending.py` through the doors in `handlers`; when a reply becomes a push is decided here
(`address_gone`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    JSON,
    Index,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from community.arrivals import Arrival, Claimed
from community.audit import GONE
from community.tables import Document, Moment, Table

# For so long after its event came a reply token can't have expired: if it is refused all the same, a try of
# ours has used it. Shorter than LINE's 60 s by what a slow line and a slow clock may cost.
TOKEN_SURELY_VALID = timedelta(seconds=55)
# With pauses up to a quarter of an hour: nearly three hours of a platform's being away.
MAX_TRIES = 20
EMPTY: dict[str, Any] = {}


class DeliveryState(StrEnum):
    """queued → trying → sent; failed and unknown are for staff to look at, held waits for a release."""

    QUEUED = "queued"
    TRYING = "trying"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    CANCELLED = "cancelled"
    HELD = "held"


OPEN_STATES = (DeliveryState.QUEUED, DeliveryState.TRYING)


class Means(StrEnum):
    """How the platform is called: a free reply, a counted push, a post in a conversation, a screen shown.

    MANY is one content to many people, who are looked up when it is sent (`community/broadcasts.py`).
    A screen may be shown twice, and nothing of it stays on record once it was shown.
    """

    REPLY = "reply"
    PUSH = "push"
    POST = "post"
    SCREEN = "screen"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One API call as a door wants it made. `fallback` is the means when a reply can't be used any more."""

    means: Means
    address: dict[str, Any]
    payload: dict[str, Any]
    choices: tuple[str, ...] = ()
    fallback: Means | None = None


class Delivery(Table):
    """One API call: to whom, what, and what is known of its tries.

    `doubtful` stays true once a try may have arrived without our knowing. `next_try_at` is when it is due
    again; until `token_until` a refused reply token can only be one that was used.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_person_created_at", "person", "created_at"),
        Index("ix_deliveries_arrival_id", "arrival_id"),
        Index("ix_deliveries_created_at", "created_at"),
        Index("ix_deliveries_open", "next_try_at", postgresql_where=text("state IN ('queued', 'trying')")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    arrival_id: Mapped[str | None]
    channel: Mapped[str]
    person: Mapped[str]
    means: Mapped[str]
    fallback: Mapped[str | None]
    address: Mapped[Document]
    payload: Mapped[Document]
    choices: Mapped[list[str]] = mapped_column(JSON)
    retry_key: Mapped[str]
    state: Mapped[str]
    doubtful: Mapped[bool] = mapped_column(server_default=text("false"))
    tries: Mapped[int] = mapped_column(server_default="0")
    created_at: Mapped[Moment]
    next_try_at: Mapped[Moment]
    token_until: Mapped[Moment | None]
    sent_at: Mapped[Moment | None]
    receipt: Mapped[str | None]
    error: Mapped[str | None]


# Built once, as in `community/arrivals.py`.
_POST = insert(Delivery.__table__)  # type: ignore[arg-type]
_MARK_SENT = (
    update(Delivery.__table__)  # type: ignore[arg-type]
    .where(Delivery.id == bindparam("delivery_id"), Delivery.state.in_(OPEN_STATES))
    .values(
        state=DeliveryState.SENT,
        sent_at=bindparam("at"),
        receipt=bindparam("given"),
        error=None,
        payload=case((Delivery.means == Means.SCREEN, literal(EMPTY, JSON)), else_=Delivery.payload),
    )
)


def post(session: Session, arrival: Claimed, parcels: Sequence[Parcel], now: datetime) -> list[Delivery]:
    """Write the deliveries that answer an arrival; the first is already marked as being tried.

    Their ids are `<arrival id>/<two digits from 01>`, in the order of sending. The caller sends as soon as
    this is committed. What is returned is a copy of the record, not bound to the session.
    """
    rows = [_row(arrival, number, parcel, now) for number, parcel in enumerate(parcels, start=1)]
    if rows:
        session.connection().execute(_POST, rows)
    return [Delivery(**row) for row in rows]


def _row(arrival: Claimed, number: int, parcel: Parcel, now: datetime) -> dict[str, Any]:
    tried = {"state": DeliveryState.TRYING, "tries": 1} if number == 1 else {}
    return {
        **queued(parcel, now),
        "id": f"{arrival.id}/{number:02d}",
        "arrival_id": arrival.id,
        "channel": arrival.channel,
        "person": arrival.person,
        "token_until": arrival.received_at + TOKEN_SURELY_VALID if parcel.means is Means.REPLY else None,
        **tried,
    }


def queued(parcel: Parcel, now: datetime) -> dict[str, Any]:
    """What every new row holds, whatever it answers or tells."""
    return {
        "means": parcel.means,
        "fallback": parcel.fallback,
        "address": parcel.address,
        "payload": parcel.payload,
        "choices": list(parcel.choices),
        "retry_key": str(uuid4()),
        "state": DeliveryState.QUEUED,
        "doubtful": False,
        "tries": 0,
        "created_at": now,
        "next_try_at": now,
    }


def begin(delivery: Delivery) -> None:
    """Mark a try as begun. Finding one already begun means that somebody died in it: it may have arrived."""
    delivery.doubtful = delivery.doubtful or delivery.state == DeliveryState.TRYING
    delivery.state = DeliveryState.TRYING
    delivery.tries += 1


def sent(delivery: Delivery, receipt: str | None, now: datetime) -> None:
    """The platform has it."""
    delivery.state, delivery.sent_at, delivery.receipt, delivery.error = (
        DeliveryState.SENT,
        now,
        receipt,
        None,
    )


def mark_sent(session: Session, delivery_id: str, receipt: str | None, now: datetime) -> None:
    """The platform has it: one statement, which may be lost in a crash (the retry key settles that)."""
    session.connection().execute(_MARK_SENT, {"delivery_id": delivery_id, "at": now, "given": receipt})


def take(session: Session, delivery_id: str) -> Delivery | None:
    """An open delivery under its row lock; None when it is closed or gone."""
    mine = select(Delivery).where(Delivery.id == delivery_id, Delivery.state.in_(OPEN_STATES))
    return session.scalar(mine.with_for_update())


def give_up(delivery: Delivery, error: str) -> None:
    """No more tries: failed when no try can have arrived, unknown when one may have."""
    delivery.state = DeliveryState.UNKNOWN if delivery.doubtful else DeliveryState.FAILED
    delivery.error = error
    if delivery.means == Means.SCREEN:
        delivery.payload = EMPTY


def postpone(delivery: Delivery, due: datetime, error: str, *, doubtful: bool) -> bool:
    """Plan the next try; False when there have been too many and the delivery was given up."""
    delivery.doubtful = delivery.doubtful or doubtful
    if delivery.tries >= MAX_TRIES:
        give_up(delivery, error)
        return False
    delivery.state, delivery.next_try_at, delivery.error = DeliveryState.QUEUED, due, error
    return True


def address_gone(delivery: Delivery, now: datetime) -> bool:
    """A reply token was refused; True when the caller should go on with the fallback means.

    After a doubtful try, and while the token can't have expired, the refusal itself says that the try had
    arrived. Later the doubt can't be settled, and a push might be the message's second copy: `unknown`.
    """
    if not delivery.doubtful:
        if delivery.fallback is None:
            give_up(delivery, "the address is gone")
            return False
        delivery.means, delivery.fallback = delivery.fallback, None
        return True
    if delivery.token_until is not None and now < delivery.token_until:
        sent(delivery, None, now)
    else:
        give_up(delivery, "the address is gone, and an earlier try may have arrived")
    return False


def outstanding(session: Session, arrival_id: str) -> Sequence[Delivery]:
    """What still has to go out for an arrival, in order."""
    waiting = select(Delivery).where(Delivery.arrival_id == arrival_id, Delivery.state.in_(OPEN_STATES))
    return session.scalars(waiting.order_by(Delivery.id)).all()


def overdue(session: Session, before: datetime, limit: int = 500) -> Sequence[str]:
    """Ids of open deliveries that were due before `before`: what the sweep puts back to work.

    One that has to wait for an earlier message of the same answer is not due yet.
    """
    earlier = aliased(Delivery)
    follows = exists().where(
        earlier.arrival_id == Delivery.arrival_id,
        earlier.id < Delivery.id,
        earlier.state.in_(OPEN_STATES),
    )
    late = select(Delivery.id).where(Delivery.state.in_(OPEN_STATES), Delivery.next_try_at < before, ~follows)
    return session.scalars(late.order_by(Delivery.next_try_at).limit(limit)).all()


def cancel_open(session: Session, person: str) -> None:
    """Withdraw what has not been tried for someone who has left."""
    waiting = update(Delivery).where(Delivery.person == person, Delivery.state == DeliveryState.QUEUED)
    session.execute(waiting.values(state=DeliveryState.CANCELLED))


def forget_person(session: Session, person: str) -> None:
    """Delete what was sent to somebody, and what was about to be."""
    session.execute(delete(Delivery).where(Delivery.person == person))


def last_choices(session: Session, person: str, since: datetime) -> Sequence[str]:
    """The latest choices a person was offered, if that was after `since`; else none.

    A message without choices in between, such as a thank-you, does not take them back.
    """
    offered = func.json_array_length(Delivery.choices) > 0
    latest = select(Delivery.choices).where(Delivery.person == person, Delivery.created_at > since, offered)
    return session.scalar(latest.order_by(Delivery.created_at.desc(), Delivery.id.desc()).limit(1)) or ()


def after(session: Session, person: str, place: tuple[datetime, str], limit: int = 50) -> Sequence[Delivery]:
    """A person's sent deliveries after the place (`sent_at`, `id`), oldest first."""
    later = tuple_(Delivery.sent_at, Delivery.id) > place
    sent_ones = select(Delivery).where(Delivery.person == person, Delivery.state == DeliveryState.SENT, later)
    return session.scalars(sent_ones.order_by(Delivery.sent_at, Delivery.id).limit(limit)).all()


def forget(session: Session, before: datetime) -> int:
    """Delete closed deliveries made before `before`, and the last word to somebody who was forgotten."""
    forgotten = exists().where(Arrival.id == Delivery.arrival_id, Arrival.person == GONE)
    of_no_use = or_(Delivery.created_at < before, forgotten)
    old = delete(Delivery).where(of_no_use, Delivery.state.not_in(OPEN_STATES))
    return len(session.scalars(old.returning(Delivery.id)).all())
