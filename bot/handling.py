"""One arrival's handling: read, respond, render, write, and commit all of it at once.

Runs in a thread. Sends nothing: it returns what is now on record as being tried, for `bot/sending.py`. Run
twice it changes nothing: a handled arrival only yields what has not gone out yet.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Any

import structlog
from sqlalchemy.orm import Session

from bot import metrics
from bot.database import DATABASE_TROUBLE, Database
from bot.logs import places
from bot.posting import Posting
from bot.sending import Outbound, next_for, outbound
from community import arrivals, cases, deliveries, offices
from community.arrivals import Arrival, ArrivalState
from community.errors import Refusal, WasshoiError
from community.offices import NotYours
from handlers import router
from handlers.doors import Door
from handlers.messages import Incoming, Outgoing
from handlers.rendering import render

FAILURES = 3  # a handler that raises so often gets no further try
CRASHES = 12  # nor one that has been taken up again so often
CRASHED = "its process ended too often"
_log = structlog.get_logger(__name__)

Respond = Callable[[Session, Incoming], list[Outgoing]]


class HandlerFailed(WasshoiError):
    """A handler raised, and is to be tried again."""


@dataclass(frozen=True, slots=True)
class Handling:
    """Handles arrivals of the channels whose `doors` are given; `clock` tells the time."""

    database: Database
    doors: Mapping[str, Door]
    clock: Callable[[], datetime]
    respond: Respond = router.respond

    def handle(self, arrival_id: str, attempts: int = 0) -> Outbound | None:
        """Answer an arrival, once; return what has to be sent for it now.

        `attempts` is how often this piece of work was begun before. Each time is counted before anything is
        tried, so that an event that kills its process is not taken over for ever.

        Raises:
            HandlerFailed: a handler raised; the engine tries again.
            sqlalchemy.exc.OperationalError: the database is away; the engine tries again.
        """
        started = perf_counter()
        try:
            if attempts and self._taken_up(arrival_id) > CRASHES:
                return self._stop_taking_up(arrival_id)
            first = self._answer(arrival_id, self.respond)
        except Refusal as refused:
            first = self._answer(arrival_id, _saying_no(refused))
        except DATABASE_TROUBLE:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, the person gets an answer
            first = self._after_failure(arrival_id, error)
        metrics.HANDLING_TIME.labels(_channel(arrival_id)).observe(perf_counter() - started)
        return first

    def _taken_up(self, arrival_id: str) -> int:
        with self.database.transaction() as session:
            return arrivals.take_up_again(session, arrival_id)

    def body(self, arrival_id: str) -> Mapping[str, Any]:
        """The stored event, for whoever wants to show that an answer is being prepared."""
        with self.database.transaction() as session:
            arrival = session.get(Arrival, arrival_id)
            return arrival.body if arrival else {}

    def _answer(
        self,
        arrival_id: str,
        respond: Respond,
        outcome: ArrivalState = ArrivalState.HANDLED,
        note: str | None = None,
    ) -> Outbound | None:
        with self.database.transaction() as session:
            arrival = arrivals.claim(session, arrival_id)
            if arrival is None:
                return None  # forgotten long ago
            now = self.clock()
            if arrival.state != ArrivalState.WAITING:
                return next_for(session, arrival_id, now)
            if arrival.taken_back:
                arrivals.finish(session, arrival_id, ArrivalState.IGNORED, now, "taken back by its sender")
                return None
            door = self.doors.get(arrival.channel)
            if door is None:
                arrivals.finish(session, arrival_id, ArrivalState.FAILED, now, "its channel is switched off")
                return None
            incoming = door.read(arrival.body, arrival.id, arrival.person, now)
            said = respond(session, incoming)
            Posting(self.doors).post(session, (each for each in said if each.to), now)
            rendered = [render(each) for each in said if not each.to]
            parcels = door.write(rendered, arrival.body, now) if rendered else []
            posted = deliveries.post(session, arrival, parcels, now)
            arrivals.finish(session, arrival_id, outcome, now, note)
            first = outbound(posted[0], followed=len(posted) > 1) if posted else None
        metrics.HANDLED.labels(arrival.channel, "answered" if first else "silent").inc()
        return first

    def _after_failure(self, arrival_id: str, error: Exception) -> Outbound | None:
        """Count the failure; after the last try say sorry and keep the case."""
        with self.database.transaction() as session:
            failures = arrivals.stumble(session, arrival_id)
        trace = places(error)
        _log.error("handler_failed", arrival=arrival_id, failures=failures, error=trace)
        metrics.HANDLED.labels(_channel(arrival_id), "failed").inc()
        if failures < FAILURES:
            raise HandlerFailed(f"{arrival_id}: {type(error).__name__}") from error
        return self._apologise(arrival_id, error, trace)

    def _stop_taking_up(self, arrival_id: str) -> Outbound | None:
        """Whatever it is that ends our processes: apologise if nothing is answered yet, else send no more."""
        with self.database.transaction() as session:
            arrival = arrivals.claim(session, arrival_id)
            if arrival is None or arrival.state != ArrivalState.WAITING:
                for delivery in deliveries.outstanding(session, arrival_id):
                    deliveries.give_up(delivery, CRASHED)
                    cases.open_case(session, delivery.id, "Undeliverable", CRASHED, self.clock())
                return None
        return self._apologise(arrival_id, HandlerFailed(CRASHED), CRASHED)

    def _apologise(self, arrival_id: str, error: Exception, trace: str) -> Outbound | None:
        reference, kind = cases.new_reference(), type(error).__name__

        def say_sorry(session: Session, _incoming: Incoming) -> list[Outgoing]:
            cases.open_case(session, arrival_id, kind, trace, self.clock(), reference)
            return router.apology(reference)

        try:
            return self._answer(arrival_id, say_sorry, ArrivalState.FAILED, reference)
        except DATABASE_TROUBLE:
            raise
        except Exception as second:  # noqa: BLE001 - not even an apology can be written: staff have the case
            _log.error("apology_failed", arrival=arrival_id, reference=reference, error=places(second))
            with self.database.transaction() as session:
                cases.open_case(session, arrival_id, kind, trace, self.clock(), reference)
                arrivals.finish(session, arrival_id, ArrivalState.FAILED, self.clock(), reference)
            return None


def _saying_no(refused: Refusal) -> Respond:
    def say_no(session: Session, incoming: Incoming) -> list[Outgoing]:
        if isinstance(refused, NotYours):
            offices.note_refused(session, incoming.person, refused, incoming.at)
        return router.refusal(refused)

    return say_no


def _channel(arrival_id: str) -> str:
    return arrival_id.partition(":")[0]
