"""Between bodies: joint events, the shared channel, advice; and the trail in which staff look."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from community import bodies, deliveries
from community.consulting import Consultation
from community.deliveries import Delivery, DeliveryState
from community.events import Event, EventState
from community.hours import TOWN
from community.offices import Role
from scheduler import jobs
from tests.handlers.slack.desk.officers import Desk, person
from tests.handlers.slack.desk.test_events import drafted, events_of, published

OTHER = "興田地区振興会"


def run(desk: Desk, job: str) -> None:
    """A job of the clock."""
    now = datetime.now(TOWN)
    with desk.road.service.database.transaction() as session:
        desk.road.service.submitting.posting.post(session, jobs.JOBS[job](session, now), now)
    desk.road.settle()


def refused(desk: Desk, user: str, words: str, match: str) -> None:
    with pytest.raises(AssertionError, match=match):
        desk.tap(user, words)


def test_a_joint_event_is_the_second_bodys_too(desk: Desk) -> None:
    desk.officer("UELSE", OTHER)
    second = drafted(desk)
    (event,) = events_of(desk)
    refused(desk, "UELSE", f"催し {event.id} 設定", "担当の方だけ")

    desk.sent("UONE", second, capacity=10, partner=OTHER)
    assert f"催し {event.id}" in desk.tap("UELSE", "催し").says
    desk.sent("UELSE", desk.tap("UELSE", f"催し {event.id} 設定"), capacity=12)
    assert events_of(desk)[0].capacity == 12

    desk.sent("UONE", desk.tap("UONE", f"催し {event.id} 公開"))
    desk.sent("UELSE", desk.tap("UELSE", f"催し {event.id} 承認"))
    assert events_of(desk)[0].state == EventState.PUBLISHED


def test_a_new_event_goes_into_the_bodys_channel_and_everybodys_once(desk: Desk) -> None:
    with desk.road.service.database.transaction() as session:
        bodies.change(session, "老松みどりの郷協議会", {"channel": "CBODY"}, "cli", datetime.now(TOWN))
    event = published(desk)
    desk.road.settle()

    posted = [each for each in desk.slack.posted if (each.channel or "").startswith("C")]
    assert sorted(str(each.channel) for each in posted) == ["CBODY", "CSHARED"]
    assert all(event.title in each.text for each in posted)
    assert f"say:催し {event.id} 写し" in str(posted[0].blocks)


def test_a_channel_we_are_not_in_is_told_to_the_bodys_officers_once_a_day(desk: Desk) -> None:
    with desk.road.service.database.transaction() as session:
        bodies.change(session, "老松みどりの郷協議会", {"channel": "CBODY"}, "cli", datetime.now(TOWN))
    desk.slack.closed.add("CBODY")
    published(desk)
    desk.road.settle()
    run(desk, "channels")
    run(desk, "channels")

    told = [each for each in desk.slack.posted if "招待してください" in each.text]
    assert sorted(str(each.channel) for each in told) == ["UONE", "UTWO"]
    with desk.road.service.database.transaction() as session:
        lost = session.scalars(select(Delivery).where(Delivery.state == DeliveryState.FAILED)).all()
        assert [each.person for each in lost] == ["slack:T1:CBODY"]


def test_advice_reaches_who_can_give_it_and_is_answered_once(desk: Desk) -> None:
    desk.officer("ULIAISON", "老松みどりの郷協議会", Role.LIAISON)
    desk.officer("UELSE", OTHER, Role.LIAISON)
    desk.sent("UONE", desk.tap("UONE", "相談 作成"), words="そば打ちの保険は必要ですか")
    desk.road.settle()

    asked = [each for each in desk.slack.posted if "相談がありました" in each.text]
    assert sorted(str(each.channel) for each in asked) == ["ULIAISON", "USTAFF"]
    with desk.road.service.database.transaction() as session:
        number = session.scalars(select(Consultation.id)).one()
    refused(desk, "UELSE", f"相談 {number}", "ありません")

    first, second = desk.tap("ULIAISON", f"相談 {number}"), desk.tap("USTAFF", f"相談 {number}")
    desk.sent("ULIAISON", first, answer="県の社協で入れます。")
    late = desk.send("USTAFF", second, answer="市で入れます。")
    assert "県の社協" in str(late)
    desk.road.settle()
    answers = [each for each in desk.slack.posted if "答えが来ました" in each.text]
    assert [(each.channel, "県の社協" in each.text) for each in answers] == [("UONE", True)]


def test_staff_look_through_the_trail_and_officers_do_not(desk: Desk) -> None:
    drafted(desk)
    (event,) = events_of(desk)

    assert f"event:{event.id} drafted" in desk.tap("USTAFF", f"記録 催し {event.id}").text
    found = desk.sent("USTAFF", desk.tap("USTAFF", "記録 検索"), who="UONE")
    assert "drafted" in found.text
    assert "appointed" not in found.text
    refused(desk, "UONE", "記録", "登録された担当")


def test_handing_over_moves_what_was_asked_for(desk: Desk) -> None:
    desk.sent("UONE", drafted(desk), capacity=20)
    (event,) = events_of(desk)
    desk.sent("UONE", desk.tap("UONE", f"催し {event.id} 公開"))
    desk.sent("UONE", desk.tap("UONE", "相談 作成"), words="どうしましょう")
    office = next(each for each in desk.tap("UONE", "担当").says if each.endswith("交代"))

    desk.sent("UONE", desk.tap("UONE", office), person="UNEW")

    refused(desk, "UONE", f"催し {event.id} 編集", "担当の方だけ")
    assert f"催し {event.id}" in desk.tap("UNEW", "催し").says
    refused(desk, "UNEW", f"催し {event.id} 承認", "自分では承認")
    with desk.road.service.database.transaction() as session:
        assert session.scalars(select(Consultation.by)).one() == person("UNEW")


def test_an_officer_who_was_dismissed_in_mid_dialogue_keeps_nothing_open(desk: Desk) -> None:
    form = desk.tap("UONE", "催し 作成")
    _, office, *_ = [each for each in desk.tap("USTAFF", "担当").says if each.endswith("終了")]
    desk.tap("USTAFF", office)

    answer: Any = desk.send("UONE", form, title="花見", place="公園")

    assert "担当の方だけ" in str(answer["errors"])
    with desk.road.service.database.transaction() as session:
        assert session.scalars(select(Event)).all() == []


def test_a_screen_is_not_kept_once_it_was_shown(desk: Desk) -> None:
    drafted(desk)
    with desk.road.service.database.transaction() as session:
        shown = session.scalars(select(Delivery).where(Delivery.means == deliveries.Means.SCREEN)).all()
        assert [each.payload for each in shown] == [{}]
