"""Sending what is on record: one delivery, one API call, and what is known of it written down.

A try is on record before it is made (`deliveries.begin`), so whoever takes over knows that it may have
arrived. When it is tried again, by what means, and when it is given up: `community/deliveries.py`.
"""

import asyncio
import random
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from sqlalchemy.orm import Session

from bot import engine, metrics
from bot.database import Database
from bot.logs import places
from bot.pacing import Pacing
from community import broadcasts, cases, deliveries, spreading
from community.deliveries import Delivery, DeliveryState, Means
from handlers.doors import AddressGone, AllowanceUsedUp, ChannelError, Door, Letter, TryAgainLater

SEND = "send"
LONGEST_PAUSE = 900.0  # seconds between two tries
_log = structlog.get_logger(__name__)
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Outbound:
    """A letter with what the record of its sending needs. `followed`: its arrival may have more to send."""

    letter: Letter
    channel: str
    arrival_id: str | None
    written_at: datetime
    followed: bool


def outbound(delivery: Delivery, *, followed: bool) -> Outbound:
    """A delivery whose try is on record, ready to be sent outside the transaction."""
    letter = Letter(
        id=delivery.id,
        means=Means(delivery.means),
        address=delivery.address,
        payload=delivery.payload,
        retry_key=delivery.retry_key,
        doubtful=delivery.doubtful,
    )
    return Outbound(letter, delivery.channel, delivery.arrival_id, delivery.created_at, followed)


def next_for(session: Session, arrival_id: str, now: datetime) -> Outbound | None:
    """The next thing to send for an arrival, its try put on record; None when nothing is due."""
    waiting = deliveries.outstanding(session, arrival_id)
    if not waiting or waiting[0].next_try_at > now:
        return None
    deliveries.begin(waiting[0])
    return outbound(waiting[0], followed=len(waiting) > 1)


def send_work(delivery_id: str, at: datetime | None = None, *, urgent: bool = True) -> engine.Work:
    """The durable work of sending a delivery (again)."""
    return engine.Work(SEND, delivery_id, lock=f"{SEND}:{delivery_id}", urgent=urgent, at=at)


@dataclass(frozen=True, slots=True)
class Sending:
    """Sends through `doors`; the record is kept by threads of `threads`."""

    database: Database
    doors: Mapping[str, Door]
    pacing: Mapping[str, Pacing]
    threads: Executor
    clock: Callable[[], datetime]

    async def send_again(self, delivery_id: str) -> None:
        """Send a delivery that was postponed, or that nobody finished."""
        await self.send_all(await self._in_thread(self._take, delivery_id))

    async def send_all(self, first: Outbound | None) -> None:
        """Send, and then what else its arrival has to send, in order, until something has to wait."""
        out = first
        while out is not None:
            out = await self._send(out)

    async def _send(self, out: Outbound) -> Outbound | None:
        """One try; return what to send next: the fallback, the arrival's next message, or nothing."""
        door, letter = self.doors.get(out.channel), out.letter
        if door is None:
            return await self._in_thread(self._give_up, out, "its channel is switched off")
        pacing = self.pacing[out.channel]
        await pacing.turn(door.conversation(letter.address), many=letter.means is Means.MANY)
        try:
            receipt = await door.send(letter)
        except ChannelError as trouble:
            return await self._in_thread(self._not_taken, out, trouble)
        except Exception as bug:  # noqa: BLE001 - doors raise channel errors only; a bug must not try for ever
            return await self._in_thread(self._give_up, out, places(bug))
        return await self._in_thread(self._sent, out, receipt)

    def _not_taken(self, out: Outbound, trouble: ChannelError) -> Outbound | None:
        match trouble:
            case AddressGone():
                return self._address_gone(out)
            case TryAgainLater():
                return self._postpone(out, trouble)
            case AllowanceUsedUp() if out.letter.means is Means.MANY:
                return self._hold(out)
            case _:
                return self._give_up(out, str(trouble))

    async def _in_thread(self, step: Callable[..., _Result], *given: object) -> _Result:
        return await asyncio.get_running_loop().run_in_executor(self.threads, step, *given)

    def _take(self, delivery_id: str) -> Outbound | None:
        with self.database.transaction() as session:
            delivery = deliveries.take(session, delivery_id)
            if delivery is None:
                return None
            if delivery.means == Means.MANY:
                return self._to_many(session, delivery)
            deliveries.begin(delivery)
            return outbound(delivery, followed=delivery.arrival_id is not None)

    def _to_many(self, session: Session, delivery: Delivery) -> Outbound | None:
        """To those who are still there; where nobody is, it counts as sent."""
        people = broadcasts.audience(session, delivery.id)
        if not people:
            deliveries.sent(delivery, None, self.clock())
            return None
        deliveries.begin(delivery)
        out = outbound(delivery, followed=False)
        return replace(out, letter=replace(out.letter, address={"to": people}))

    def _sent(self, out: Outbound, receipt: str | None) -> Outbound | None:
        now = self.clock()
        with self.database.marks() as session:
            deliveries.mark_sent(session, out.letter.id, receipt, now)
        _count(out, "sent")
        metrics.ANSWER_TIME.labels(out.channel).observe((now - out.written_at).total_seconds())
        _log.info("sent", delivery=out.letter.id, means=out.letter.means, receipt=receipt)
        return self._next(out)

    def _next(self, out: Outbound) -> Outbound | None:
        if out.arrival_id is None or not out.followed:
            return None
        with self.database.transaction() as session:
            return next_for(session, out.arrival_id, self.clock())

    def _address_gone(self, out: Outbound) -> Outbound | None:
        with self.database.transaction() as session:
            delivery = deliveries.take(session, out.letter.id)
            if delivery is None:
                return None
            if deliveries.address_gone(delivery, self.clock()):
                _count(out, "address_gone")
                return outbound(delivery, followed=out.followed)
            if delivery.state == DeliveryState.SENT:
                _count(out, delivery.state)
            else:
                self._close(session, out, delivery)
        return self._next(out)

    def _postpone(self, out: Outbound, later: TryAgainLater) -> Outbound | None:
        with self.database.transaction() as session:
            delivery = deliveries.take(session, out.letter.id)
            if delivery is None:
                return None
            due = self.clock() + timedelta(seconds=_pause(delivery.tries, later.after))
            if deliveries.postpone(delivery, due, str(later), doubtful=later.doubtful):
                with suppress(engine.AlreadyQueued), session.begin_nested():  # the sweep may have been here
                    engine.enqueue(session, [send_work(delivery.id, due)])
                _count(out, "postponed")
            else:
                self._close(session, out, delivery)
            _log.warning("not_sent", delivery=delivery.id, tries=delivery.tries, reason=str(later)[:120])
        return None

    def _hold(self, out: Outbound) -> Outbound | None:
        """No more messages this month: the broadcast waits for what people decide."""
        with self.database.transaction() as session:
            delivery = deliveries.take(session, out.letter.id)
            if delivery is not None:
                spreading.stop(session, delivery, self.clock())
        _count(out, "held")
        return None

    def _give_up(self, out: Outbound, reason: str) -> Outbound | None:
        with self.database.transaction() as session:
            delivery = deliveries.take(session, out.letter.id)
            if delivery is None:
                return None
            deliveries.give_up(delivery, reason)
            self._close(session, out, delivery)
        return self._next(out)

    def _close(self, session: Session, out: Outbound, delivery: Delivery) -> None:
        """Given up: staff get a case, since somebody did not get an answer, or nobody knows."""
        trace = f"{delivery.state} after {delivery.tries} tries: {delivery.error or ''}"[:500]
        reference = cases.open_case(session, delivery.id, "Undeliverable", trace, self.clock())
        _count(out, delivery.state)
        _log.error("delivery_given_up", delivery=delivery.id, state=delivery.state, reference=reference)


def _pause(tries: int, asked_for: float | None) -> float:
    backoff = min(LONGEST_PAUSE, 2.0 ** (tries - 1)) * random.uniform(0.75, 1.25)
    return max(backoff, (asked_for or 0.0) * random.uniform(1.0, 1.1))


def _count(out: Outbound, outcome: str) -> None:
    metrics.SENT.labels(out.channel, out.letter.means, outcome).inc()
