"""LINE's bad days: what a person gets is one answer, whatever LINE says or leaves unsaid."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot import engine, wiring
from bot.intake import handle_work
from community import arrivals, cases
from community.deliveries import DeliveryState, Means
from handlers.line import events
from tests.bot.road import Road, settings
from tests.standins import line_events
from tests.standins.line import LineStandIn


@pytest.fixture
def road(url: str, line: LineStandIn) -> Iterator[Road]:
    with Road(url, settings(line=line.url)) as running:
        yield running


def said(line: LineStandIn, words: str = "応援金って何?", user: str = "U1") -> dict[str, object]:
    return line_events.text(user, words, line.issue_token(user))


def test_an_answer_is_one_reply(road: Road, line: LineStandIn) -> None:
    road.hear(said(line))
    road.settle()

    (reply,) = line.accepted
    assert (reply.kind, reply.messages[0]["text"], line.receiver(reply)) == ("reply", "応援金って何?", "U1")
    assert line.invalid == []


def test_a_redelivered_event_is_answered_once(road: Road, line: LineStandIn) -> None:
    event = said(line)

    road.hear(event, line_events.again(event), line_events.again(event))
    road.settle()

    assert len(line.accepted) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_an_error_of_lines_is_tried_again(road: Road, line: LineStandIn, status: int) -> None:
    line.faults.fail(status, times=2)

    road.hear(said(line))
    road.settle()

    assert [each.kind for each in line.accepted] == ["reply"]


@pytest.mark.parametrize("fault", ["accept_then_cut", "accept_then_fail"])
def test_an_answer_that_arrived_without_our_knowing_is_not_sent_again(
    road: Road, line: LineStandIn, fault: str
) -> None:
    getattr(line.faults, fault)()

    road.hear(said(line))
    road.settle()

    (delivery,) = road.deliveries()
    assert len(line.accepted) == 1
    assert (delivery.state, delivery.means) == (DeliveryState.SENT, Means.REPLY)


def test_a_cut_connection_before_acceptance_is_tried_again(road: Road, line: LineStandIn) -> None:
    line.faults.cut(times=2)

    road.hear(said(line))
    road.settle()

    assert [each.kind for each in line.accepted] == ["reply"]


def test_a_reply_token_that_is_gone_before_any_try_is_followed_by_one_push(
    road: Road, line: LineStandIn
) -> None:
    event = said(line)
    line.advance(61)

    road.hear(event)
    road.settle()

    (push,) = line.accepted
    assert (push.kind, push.to) == ("push", "U1")
    assert push.retry_key == road.deliveries()[0].retry_key


def test_a_push_that_arrived_without_our_knowing_is_settled_by_its_retry_key(
    road: Road, line: LineStandIn
) -> None:
    event = line_events.text("U1", "こんにちは")  # no reply token: a push from the start
    line.faults.accept_then_cut()

    road.hear(event)
    road.settle()

    (delivery,) = road.deliveries()
    assert len(line.accepted) == 1
    assert (delivery.state, delivery.tries) == (DeliveryState.SENT, 2)


def test_what_can_never_be_known_is_unknown_and_a_case(road: Road, line: LineStandIn) -> None:
    line.faults.accept_then_cut()
    road.hear(said(line))
    line.wait_for(1)
    with road.service.database.transaction() as session:
        session.execute(text("UPDATE deliveries SET token_until = token_until - interval '2 minutes'"))
    road.settle()

    (delivery,) = road.deliveries()
    with road.service.database.transaction() as session:
        (case,) = cases.latest(session)
    assert (delivery.state, len(line.accepted)) == (DeliveryState.UNKNOWN, 1)
    assert (case.subject, case.trace[:7]) == (delivery.id, "unknown")


def test_a_token_that_expired_after_a_doubtful_try_is_not_taken_for_a_used_one(
    road: Road, line: LineStandIn
) -> None:
    """The event had waited: its token ends between a try that was cut off and the next one."""
    event = said(line)
    line.advance(54)
    line.faults.cut()
    line.faults.fail(500)  # the third try comes more than two seconds after the first
    with road.service.database.transaction() as session:
        arriving = events.arriving(event)
        arrivals.take_in(session, [arriving], wiring.now() - timedelta(seconds=54))
        engine.enqueue(session, [handle_work(arriving.id, arriving.person)])
    time.sleep(0.5)
    line.advance(10)
    road.settle()

    (delivery,) = road.deliveries()
    assert (delivery.state, line.accepted) == (DeliveryState.UNKNOWN, [])


def test_a_used_up_quota_is_kept_as_a_case_and_not_tried_for_ever(road: Road, line: LineStandIn) -> None:
    line.quota = 0

    road.hear(line_events.text("U1", "こんにちは"))
    road.settle()

    (delivery,) = road.deliveries()
    assert (delivery.state, delivery.tries, line.accepted) == (DeliveryState.FAILED, 1, [])


def test_somebody_elses_trouble_delays_nobody(road: Road, line: LineStandIn) -> None:
    line.faults.fail(500, times=1)

    road.hear(said(line, user="U1"))
    while not any(each.error for each in road.deliveries()):
        time.sleep(0.01)
    road.hear(said(line, user="U2"), said(line, user="U3"))

    assert {line.receiver(each) for each in line.wait_for(2)} == {"U2", "U3"}
    road.settle()
    assert len(line.accepted) == 3


def test_one_persons_messages_are_answered_in_order(road: Road, line: LineStandIn) -> None:
    road.hear(*(said(line, f"{number}", user) for number in range(20) for user in ("U1", "U2", "U3")))
    road.settle()

    for user in ("U1", "U2", "U3"):
        assert [each.messages[0]["text"] for each in line.sent_to(user)] == [
            str(number) for number in range(20)
        ]


def test_a_storm_of_faults_loses_and_doubles_nothing(road: Road, line: LineStandIn) -> None:
    line.faults.chaos(0.3)

    for number in range(60):
        road.hear(said(line, f"{number}", f"U{number}"))
    threading.Timer(4, line.faults.clear).start()
    road.settle(90)

    answered = sorted(str(line.receiver(each)) for each in line.accepted)
    assert answered == sorted(f"U{number}" for number in range(60))
    assert {each.state for each in road.deliveries()} == {DeliveryState.SENT}
