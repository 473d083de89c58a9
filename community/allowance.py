"""How many messages LINE lets us send this month, how many are used, and what may still be spent.

LINE is asked above (`bot/broadcasting.py`); between two answers we count our own. The month is LINE's: it
begins at midnight in Japan. Replies cost nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import hours
from community.broadcasts import Broadcast, BroadcastState
from community.deliveries import Delivery, DeliveryState, Means
from community.tables import Moment, Table

RESERVE = 0.1  # of the month, which only what is urgent may use


class Allowance(Table):
    """What LINE said last in a month; `most` is None where the plan has no limit."""

    __tablename__ = "allowances"

    month: Mapped[date] = mapped_column(primary_key=True)
    most: Mapped[int | None]
    used: Mapped[int]
    read_at: Mapped[Moment]


@dataclass(frozen=True, slots=True)
class Left:
    """A month so far, in messages. `most` None: no limit, or LINE hasn't said."""

    most: int | None
    used: int
    forecast: int

    @property
    def reserve(self) -> int:
        """What is kept for cancellations and disasters."""
        return int((self.most or 0) * RESERVE)

    def affords(self, number: int, *, urgent: bool) -> bool:
        """Whether so many may still go out."""
        return self.most is None or self.used + number <= self.most - (0 if urgent else self.reserve)


def record(session: Session, most: int | None, used: int, now: datetime) -> None:
    """Keep what LINE said."""
    row = insert(Allowance).values(month=_month(now), most=most, used=used, read_at=now)
    said = {"most": most, "used": used, "read_at": now}
    session.execute(row.on_conflict_do_update(index_elements=["month"], set_=said))


def left(session: Session, now: datetime) -> Left:
    """The month as it stands: what LINE said last, and what we have sent since or are about to."""
    known = session.get(Allowance, _month(now))
    begin = datetime.combine(_month(now), datetime.min.time(), hours.TOWN)
    since = known.read_at if known else begin
    used = (known.used if known else 0) + _pushed(session, since) + _spread(session, since)
    days = max((now - begin) / timedelta(days=1), 1.0)
    next_month = (_month(now) + timedelta(days=32)).replace(day=1)
    forecast = round(used / days * (next_month - _month(now)).days)
    return Left(known.most if known else None, used, forecast)


def of_body(session: Session, body: str | None, now: datetime) -> int:
    """How many counted messages a body's broadcasts have taken this month, or are about to."""
    begin = datetime.combine(_month(now), datetime.min.time(), hours.TOWN)
    taken = select(func.coalesce(func.sum(Broadcast.counted), 0)).where(
        Broadcast.body == body, Broadcast.created_at >= begin, Broadcast.state.in_(_SPENDING)
    )
    return session.scalar(taken) or 0


_SPENDING = (BroadcastState.WAITING, BroadcastState.SENDING, BroadcastState.PAUSED, BroadcastState.DONE)


def _month(now: datetime) -> date:
    return hours.day_of(now).replace(day=1)


def _pushed(session: Session, since: datetime) -> int:
    pushed = (Delivery.channel == "line", Delivery.means == Means.PUSH, Delivery.sent_at > since)
    return session.scalar(select(func.count()).where(*pushed, Delivery.state == DeliveryState.SENT)) or 0


def _spread(session: Session, since: datetime) -> int:
    # Released ones only: what waits is asked about here.
    spent = (Broadcast.created_at > since, Broadcast.state.in_(_SPENDING[1:]))
    return session.scalar(select(func.coalesce(func.sum(Broadcast.counted), 0)).where(*spent)) or 0
