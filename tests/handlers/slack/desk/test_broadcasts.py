"""Broadcasts at the desk: seen by whose they are, held, resumed, taken back, told of when they stop."""

from sqlalchemy import select

from community import allowance, broadcasts, people, spreading
from community.broadcasts import Broadcast
from community.people import Person
from community.reception import Kind
from handlers.broadcasts import made
from handlers.messages import Card, Outgoing
from handlers.slack.desk.broadcasts import look_after
from tests.handlers.slack.desk.officers import Desk
from tests.handlers.slack.desk.test_events import BODY
from tests.handlers.slack.desk.test_together import refused


def begun(desk: Desk, people_there: int = 3, month: int | None = None) -> int:
    """A broadcast of the body that LINE's month doesn't suffice for; its number."""
    service = desk.road.service
    now = service.handling.clock()
    with service.database.transaction() as session:
        for each in range(people_there):
            people.welcome(session, f"line:R{each}", "line", now)
        allowance.record(session, month, 0, now)
        row = Broadcast(
            id="disaster:1", kind=Kind.DISASTER, body=BODY, title="避難", why="試し", urgent="避難"
        )
        broadcasts.begin(session, row, select(Person.id).where(Person.channel == "line"), now)
        card = Card("避難", "市からです。")
        found = broadcasts.get(session, "disaster:1")
        service.submitting.posting.post(session, [made(Outgoing("card", {"card": card}, card), found)], now)
        spreading.pause(session, "disaster:1", "x", now)
        number = found.number
    desk.road.settle()
    return number


def test_officers_see_how_far_it_has_come_and_take_the_rest_back(desk: Desk) -> None:
    number = begun(desk)
    assert "避難" in desk.tap("UONE", "配信").text
    assert "待っている 3人" in desk.tap("UONE", f"配信 {number}").text

    assert "3人分を取り消しました" in desk.tap("UONE", f"配信 {number} 取り消し").text
    refused(desk, "UONE", f"配信 {number} 再開", "もう取り消されたもの")


def test_what_was_resumed_goes_out_by_itself(desk: Desk) -> None:
    number = begun(desk)
    assert "再開します" in desk.tap("UONE", f"配信 {number} 再開").text

    assert "届いた 3人" in desk.tap("UONE", f"配信 {number}").text


def test_officers_of_another_body_get_near_none_of_it(desk: Desk) -> None:
    desk.officer("UELSE", "興田地区振興会")
    number = begun(desk)

    assert "避難" not in desk.tap("UELSE", "配信").text
    for verb in ("", "停止", "再開", "取り消し"):
        refused(desk, "UELSE", f"配信 {number} {verb}", "担当の方だけ")


def test_officers_are_told_once_a_day_that_the_month_does_not_suffice(desk: Desk) -> None:
    begun(desk)
    service = desk.road.service
    for _ in range(2):
        with service.database.transaction() as session:
            now = service.handling.clock()
            found = broadcasts.get(session, "disaster:1")
            found.state = broadcasts.BroadcastState.REFUSED
            told = look_after(session, now)
            service.submitting.posting.post(session, told, now)
    desk.road.settle()

    posted = [each for each in desk.slack.posted if "通数が足りない" in str(each)]
    assert {each.channel for each in posted} == {"UONE", "UTWO"}
    assert len(posted) == 2
