"""Handlers that refuse, fail or crash: the person always hears something, and nothing is half done."""

import time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import handling, wiring
from community import arrivals, people
from community.arrivals import Arrival, ArrivalState
from community.cases import Case
from community.deliveries import DeliveryState
from community.errors import NoSuchChoice
from community.people import Person
from handlers import router
from handlers.line import events
from handlers.messages import Choice, Incoming, Kind, Outgoing
from tests.bot.road import Road, settings
from tests.standins import line_events
from tests.standins.line import LineStandIn


class Subject:
    """A subject that changes the town and then does what the test wants."""

    def __init__(self, *does: Exception | list[Outgoing]) -> None:
        self.does = list(does)
        self.calls = 0

    def __call__(self, session: Session, incoming: Incoming) -> list[Outgoing]:
        self.calls += 1
        people.welcome(session, incoming.person, incoming.channel, incoming.at)
        session.flush()
        outcome = self.does[min(self.calls, len(self.does)) - 1]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def hear(url: str, line: LineStandIn, subject: Any, *users: str) -> Road:
    with Road(url, settings(line=line.url), subject) as road:
        road.hear(*(line_events.text(user, "こんにちは", line.issue_token(user)) for user in users))
        road.settle()
    return road


def people_known(road: Road) -> int:
    with road.service.database.transaction() as session:
        return len(session.scalars(select(Person)).all())


def cases_kept(road: Road) -> list[Case]:
    with road.service.database.transaction() as session:
        return list(session.scalars(select(Case)))


def words(line: LineStandIn) -> list[str]:
    return [each.messages[0]["text"] for each in line.accepted]


def test_a_refusal_becomes_words_and_undoes_what_was_begun(url: str, line: LineStandIn) -> None:
    road = hear(url, line, Subject(NoSuchChoice(offered=3)), "U1")

    assert words(line)[0].startswith("3番までの中から選んでください")
    assert people_known(road) == 0
    assert cases_kept(road) == []


def test_a_handler_that_fails_once_is_tried_again(url: str, line: LineStandIn) -> None:
    road = hear(url, line, Subject(KeyError("x"), [Outgoing("answer", {"text": "できました"})]), "U1")

    assert words(line) == ["できました"]
    assert people_known(road) == 1


def test_a_handler_that_keeps_failing_ends_with_an_apology_and_a_case(url: str, line: LineStandIn) -> None:
    subject = Subject(KeyError("秘密の言葉"))

    road = hear(url, line, subject, "U1", "U2")

    kept = cases_kept(road)
    assert subject.calls == 2 * handling.FAILURES
    assert people_known(road) == 0
    assert len(kept) == len(line.accepted) == 2
    assert all(any(case.reference in said for said in words(line)) for case in kept)
    assert not any("秘密の言葉" in case.trace for case in kept)
    assert {each.error for each in kept} == {"KeyError"}


def test_a_message_that_cannot_even_be_written_is_a_case_too(url: str, line: LineStandIn) -> None:
    road = hear(url, line, Subject([Outgoing("no_such_template")]), "U1")

    assert "受付番号" in words(line)[0]
    assert len(cases_kept(road)) == 1


def test_an_event_that_ended_its_process_too_often_is_given_up_with_an_apology(
    url: str, line: LineStandIn
) -> None:
    road = Road(url, settings(line=line.url))  # its engine does not run: the test is the worker
    arriving = events.arriving(line_events.text("U1", "こんにちは", line.issue_token("U1")))
    with road.service.database.transaction() as session:
        arrivals.take_in(session, [arriving], wiring.now())
        for _ in range(handling.CRASHES):
            arrivals.take_up_again(session, arriving.id)

    out = road.service.handling.handle(arriving.id, attempts=1)

    assert out is not None
    assert "受付番号" in out.letter.payload["messages"][0]["text"]
    assert road.arrival(arriving.id).state == ArrivalState.FAILED


def test_handling_again_what_is_handled_changes_nothing(url: str, line: LineStandIn) -> None:
    subject = Subject([Outgoing("answer", {"text": "一度だけ"})])
    road = hear(url, line, subject, "U1")
    (delivery,) = road.deliveries()

    assert road.service.handling.handle(str(delivery.arrival_id), attempts=1) is None
    assert (subject.calls, delivery.state, words(line)) == (1, DeliveryState.SENT, ["一度だけ"])


def test_a_message_taken_back_before_it_came_is_not_answered(url: str, line: LineStandIn) -> None:
    def only_unsend(session: Session, incoming: Incoming) -> list[Outgoing]:
        assert incoming.kind is Kind.UNSEND
        return router.respond(session, incoming)

    written = line_events.text("U1", "まちがえた", line.issue_token("U1"))
    taken_back = line_events.event("unsend", "U1", unsend={"messageId": written["message"]["id"]})
    with Road(url, settings(line=line.url), only_unsend) as road:
        road.hear(taken_back, line_events.again(written))
        road.settle()

    arrival = road.arrival(f"line:{written['webhookEventId']}")
    assert (arrival.state, arrival.note) == (ArrivalState.IGNORED, "taken back by its sender")
    assert line.accepted == []


def test_a_message_taken_back_later_leaves_no_words_behind(url: str, line: LineStandIn) -> None:
    written = line_events.text("U1", "電話は0191-00-0000です", line.issue_token("U1"))
    taken_back = line_events.event("unsend", "U1", unsend={"messageId": written["message"]["id"]})

    with Road(url, settings(line=line.url), router_or_echo) as road:
        road.hear(written, taken_back)
        road.settle()
        with road.service.database.transaction() as session:
            bodies = [str(body) for body in session.scalars(select(Arrival.body))]

    assert not any("0191-00-0000" in body for body in bodies)


def router_or_echo(session: Session, incoming: Incoming) -> list[Outgoing]:
    if incoming.kind is Kind.UNSEND:
        return router.respond(session, incoming)
    return [Outgoing("answer", {"text": "はい"}, choices=(Choice("次"),))]


def test_a_slow_answer_is_announced_by_the_loading_animation(url: str, line: LineStandIn) -> None:
    def slow(_session: Session, _incoming: Incoming) -> list[Outgoing]:
        time.sleep(1.5)
        return [Outgoing("answer", {"text": "お待たせしました"})]

    hear(url, line, slow, "U1")

    assert line.loadings == ["U1"]
    assert words(line) == ["お待たせしました"]
