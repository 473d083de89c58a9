"""Notices to people who have not just written: once, with what causes them, never after a farewell."""

from sqlalchemy.orm import Session

from community import people
from handlers.messages import Choice, Incoming, Outgoing
from tests.bot.road import Road, settings
from tests.standins import line_events
from tests.standins.line import LineStandIn

ANSWER = Outgoing("answer", {"text": "取り消しました"})
NOTICE = Outgoing(
    "answer", {"text": "空きが出ました"}, choices=(Choice("受ける"),), to="line:U2", key="offer:1"
)


def tell(_session: Session, _incoming: Incoming) -> list[Outgoing]:
    return [ANSWER, NOTICE]


def hear(url: str, line: LineStandIn, *users: str) -> Road:
    with Road(url, settings(line=line.url), tell) as road:
        for user in users:
            road.hear(line_events.text(user, "やめます", line.issue_token(user)))
        road.settle()
    return road


def test_an_answer_may_tell_somebody_else_something(url: str, line: LineStandIn) -> None:
    hear(url, line, "U1")

    told = {each.to: each.messages[0]["text"] for each in line.accepted if each.kind == "push"}
    assert [each.messages[0]["text"] for each in line.accepted if each.kind == "reply"] == ["取り消しました"]
    assert told == {"U2": "空きが出ました\n\n1 受ける\n(番号を送っても聞けます)"}


def test_the_same_notice_is_sent_once_however_often_it_is_caused(url: str, line: LineStandIn) -> None:
    hear(url, line, "U1", "U3", "U1")

    assert [each.kind for each in line.accepted].count("push") == 1


def test_who_has_left_is_not_written_to(url: str, line: LineStandIn) -> None:
    with Road(url, settings(line=line.url), tell) as road:
        with road.service.database.transaction() as session:
            people.welcome(session, "line:U2", "line", road.service.upkeep.clock())
            people.farewell(session, "line:U2", "line", road.service.upkeep.clock())
        road.hear(line_events.text("U1", "やめます", line.issue_token("U1")))
        road.settle()

    assert [each.kind for each in line.accepted] == ["reply"]
