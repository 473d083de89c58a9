"""The sweep: what nobody works on, whatever the reason, is put back to work once."""

from datetime import timedelta

from sqlalchemy import text

from bot import wiring
from community import arrivals
from community.arrivals import ArrivalState
from community.deliveries import DeliveryState
from handlers.line import events
from tests.bot.road import Road, settings
from tests.standins import line_events
from tests.standins.line import LineStandIn

LONG_AGO = timedelta(minutes=2)


def test_an_arrival_whose_work_was_lost_is_answered_after_all(url: str, line: LineStandIn) -> None:
    event = line_events.text("U1", "こんにちは", line.issue_token("U1"))
    with Road(url, settings(line=line.url)) as road:
        with road.service.database.transaction() as session:
            arrivals.take_in(session, [events.arriving(event)], wiring.now() - LONG_AGO)

        assert road.service.upkeep.sweep() == 1
        road.settle()

    assert len(line.accepted) == 1


def test_a_delivery_nobody_finished_is_sent_after_all_and_not_twice(url: str, line: LineStandIn) -> None:
    event = line_events.text("U1", "こんにちは", line.issue_token("U1"))
    road = Road(url, settings(line=line.url))
    with road.service.database.transaction() as session:
        arrivals.take_in(session, [events.arriving(event)], wiring.now())
    assert road.service.handling.handle(f"line:{event['webhookEventId']}") is not None  # and then it died
    with road.service.database.transaction() as session:
        session.execute(text("UPDATE deliveries SET next_try_at = next_try_at - interval '2 minutes'"))

    with road:
        assert road.service.upkeep.sweep() == 1
        assert road.service.upkeep.sweep() == 0
        road.settle()

    assert len(line.accepted) == 1
    assert road.deliveries()[0].state == DeliveryState.SENT


def test_what_is_waiting_its_turn_is_left_alone(url: str, line: LineStandIn) -> None:
    road = Road(url, settings(line=line.url))
    made = [
        events.arriving(line_events.text("U1", str(number), line.issue_token("U1"))) for number in range(3)
    ]
    with road.service.database.transaction() as session:
        arrivals.take_in(session, made, wiring.now() - LONG_AGO)

    assert road.service.upkeep.sweep() == 3
    assert road.service.upkeep.sweep() == 0


def test_the_age_of_the_queue_can_be_asked_for(url: str) -> None:
    from bot import metrics  # noqa: PLC0415 - read after it was measured

    road = Road(url, settings())
    with road.service.database.transaction() as session:
        arrivals.take_in(session, [events.arriving(line_events.text("U1", "x"))], wiring.now() - LONG_AGO)

    road.service.upkeep.measure()
    assert 119 < metrics.QUEUE_AGE._value.get() < 180  # noqa: SLF001 - prometheus_client offers no other way
    with road.service.database.transaction() as session:
        session.execute(text(f"UPDATE arrivals SET state = '{ArrivalState.HANDLED}'"))  # noqa: S608 - our own word
    road.service.upkeep.measure()
    assert metrics.QUEUE_AGE._value.get() == 0  # noqa: SLF001
