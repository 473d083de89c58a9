"""An event from its first form to the day it is called off, the way two officers do it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from community import audit, signups
from community.events import Event, EventState
from community.hours import TOWN
from handlers.slack.events import arriving_from_action
from scheduler import jobs
from tests.community.gatherings import asking
from tests.handlers.slack.desk.officers import Desk, Window, about, action, person

TODAY = datetime.now(TOWN).date()
BODY = "老松みどりの郷協議会"


def events_of(desk: Desk) -> list[Event]:
    with desk.road.service.database.transaction() as session:
        return list(session.scalars(select(Event).order_by(Event.id)))


def drafted(desk: Desk, **more: Any) -> Window:
    """An event's first form, sent; the second form."""
    day = TODAY + timedelta(days=20)
    form = desk.tap("UONE", "催し 作成")
    given = {
        "title": "そば打ち体験",
        "day": day,
        "starts": "10:00",
        "ends": "12:00",
        "place": "調理室",
        **more,
    }
    return desk.sent("UONE", form, **given)


def published(desk: Desk) -> Event:
    """An event that two have published."""
    desk.sent("UONE", drafted(desk), capacity=20)
    (event,) = events_of(desk)
    desk.sent("UONE", desk.tap("UONE", f"催し {event.id} 公開"))
    desk.sent("UTWO", desk.tap("UTWO", f"催し {event.id} 承認"))
    return events_of(desk)[0]


def test_an_event_is_made_in_two_forms_and_published_by_two(desk: Desk) -> None:
    second = drafted(desk)
    assert [(each.title, each.state, each.body) for each in events_of(desk)] == [
        ("そば打ち体験", "draft", BODY)
    ]

    shown = desk.sent("UONE", second, capacity=20, youth=5, fee=500)
    (event,) = events_of(desk)
    assert (event.capacity, event.fee) == (20, 500)
    assert f"催し {event.id} 公開" in shown.says

    look = desk.tap("UONE", f"催し {event.id} 公開", shown)
    assert "LINEでは、こう見えます" in look.text
    assert "承認を頼みました" in desk.sent("UONE", look).text
    assert events_of(desk)[0].state == EventState.DRAFT
    desk.road.settle()
    asked = [each for each in desk.slack.posted if each.channel == "UTWO"]
    assert "公開を頼まれました" in asked[-1].text

    look = desk.tap("UTWO", f"催し {event.id} 承認")
    desk.sent("UTWO", look)
    desk.road.settle()
    assert events_of(desk)[0].state == EventState.PUBLISHED
    assert "承認され" in [each for each in desk.slack.posted if each.channel == "UONE"][-1].text


def test_who_asked_cannot_approve_and_what_changed_is_looked_at_again(desk: Desk) -> None:
    desk.sent("UONE", drafted(desk), capacity=20)
    (event,) = events_of(desk)
    desk.sent("UONE", desk.tap("UONE", f"催し {event.id} 公開"))
    desk.road.settle()
    look = desk.tap("UTWO", f"催し {event.id} 承認")

    desk.sent("UONE", desk.tap("UONE", f"催し {event.id} 設定"), capacity=30)
    answer = desk.send("UTWO", look)

    assert isinstance(answer, Window)
    assert "内容が変わりました" in answer.text
    assert events_of(desk)[0].state == EventState.DRAFT


def test_a_form_sent_twice_makes_one_event(desk: Desk) -> None:
    form = desk.tap("UONE", "催し 作成")
    first = desk.sent("UONE", form, title="花見", day=TODAY + timedelta(days=9), place="公園")
    again = desk.sent("UONE", form, title="花見", day=TODAY + timedelta(days=9), place="公園")

    assert len(events_of(desk)) == 1
    assert about(first) == about(again)


def test_over_a_newer_version_the_form_comes_back_with_what_was_typed(desk: Desk) -> None:
    drafted(desk)
    (event,) = events_of(desk)
    mine = desk.tap("UONE", f"催し {event.id} 編集")
    theirs = desk.tap("UTWO", f"催し {event.id} 編集")
    desk.sent("UTWO", theirs, title="手打ちそば体験")

    back = desk.sent("UONE", mine, title="そばを打つ会")

    assert "先に変えました" in back.text
    assert "手打ちそば体験" in back.text
    assert events_of(desk)[0].title == "手打ちそば体験"
    desk.sent("UONE", back)
    assert events_of(desk)[0].title == "そばを打つ会"


@pytest.mark.parametrize(
    ("typed", "at"),
    [({"starts": "12:00", "ends": "10:00"}, "ends"), ({"last_day": TODAY}, "ends")],
)
def test_faults_stand_at_their_fields_and_nothing_is_kept(desk: Desk, typed: dict[str, Any], at: str) -> None:
    form = desk.tap("UONE", "催し 作成")
    answer = desk.send("UONE", form, title="花見", day=TODAY + timedelta(days=9), **typed)

    assert isinstance(answer, dict)
    assert list(answer["errors"]) == [at]
    assert events_of(desk) == []


def test_fewer_places_than_people_is_told_at_the_field(desk: Desk) -> None:
    event = published(desk)
    with desk.road.service.database.transaction() as session:
        for who in ("a", "b", "c"):
            signups.sign_up(session, event.id, asking(who, (40,)), datetime.now(TOWN))

    answer = desk.send("UONE", desk.tap("UONE", f"催し {event.id} 設定"), capacity=2)

    assert isinstance(answer, dict)
    assert "3人" in answer["errors"]["capacity"]


def test_calling_off_says_who_is_told_tells_them_and_reports(desk: Desk) -> None:
    event = published(desk)
    with desk.road.service.database.transaction() as session:
        signups.sign_up(session, event.id, asking("Ume"), datetime.now(TOWN))
        called = asking(
            "x", person="named:1", by="named:1", channel="phone", name="及川", telephone="0191-21-0000"
        )
        signups.sign_up(session, event.id, called, datetime.now(TOWN))

    look = desk.tap("UONE", f"催し {event.id} 中止")
    assert "LINEで知らせる人:1人" in look.text
    assert "及川 0191-21-0000" in look.text
    assert events_of(desk)[0].state == EventState.PUBLISHED

    desk.sent("UONE", look)
    desk.road.settle()
    assert events_of(desk)[0].state == EventState.CANCELLED
    with desk.road.service.database.transaction() as session:
        desk.road.service.submitting.posting.post(
            session, jobs.JOBS["reports"](session, datetime.now(TOWN)), datetime.now(TOWN)
        )
    desk.road.settle()
    assert "LINEで届いた:1人" in desk.slack.edits[-1][1]
    assert "電話で知らせる:1組" in desk.slack.edits[-1][1]


def test_a_foreign_officer_is_refused_and_it_is_logged(desk: Desk) -> None:
    desk.officer("UELSE", "興田地区振興会")
    drafted(desk)
    (event,) = events_of(desk)

    with pytest.raises(AssertionError, match="担当の方だけ"):
        desk.tap("UELSE", f"催し {event.id} 編集")

    with desk.road.service.database.transaction() as session:
        refused = session.scalars(select(audit.Entry).where(audit.Entry.what == "refused")).all()
        assert [(each.who, each.subject) for each in refused] == [(person("UELSE"), f"body:{BODY}")]


def test_a_trigger_that_is_too_old_brings_a_button_instead(desk: Desk) -> None:
    desk.road.accept([arriving_from_action(action("UONE", "催し 作成", trigger="expired.1"))])
    desk.road.settle()

    assert "もう一度" in desk.slack.posted[-1].text


def test_the_home_page_shows_what_waits_for_me(desk: Desk) -> None:
    desk.sent("UONE", drafted(desk), capacity=20)
    (event,) = events_of(desk)
    desk.sent("UONE", desk.tap("UONE", f"催し {event.id} 公開"))

    assert f"催し {event.id} 承認" in desk.home("UTWO").says
    assert f"催し {event.id} 承認" not in desk.home("UONE").says
    assert "役割を登録" in desk.home("UNOBODY").text


def test_an_event_is_repeated_as_drafts(desk: Desk) -> None:
    drafted(desk)
    (event,) = events_of(desk)

    shown = desk.sent("UONE", desk.tap("UONE", f"催し {event.id} くり返し"))

    assert "下書きを 4 件" in shown.text
    assert [(each.day - event.day).days for each in events_of(desk)] == [0, 7, 14, 21, 28]


def test_sessions_of_a_course_are_added_and_the_event_lasts_as_long(desk: Desk) -> None:
    drafted(desk)
    (event,) = events_of(desk)
    for title in ("粉を知る", "打つ"):
        desk.sent("UONE", desk.tap("UONE", f"催し {event.id} 回"), title=title)

    assert "第2回" in desk.tap("UONE", f"催し {event.id} 回").text
    assert (events_of(desk)[0].ends_at - event.ends_at).days == 7


def test_another_bodys_public_event_is_copied_as_a_draft_of_ours(desk: Desk) -> None:
    desk.officer("UELSE", "興田地区振興会")
    event = published(desk)

    form = desk.tap("UELSE", f"催し {event.id} 写し")

    assert "写しをつくりました" in form.text
    copied = events_of(desk)[-1]
    assert (copied.title, copied.body, copied.state) == (event.title, "興田地区振興会", EventState.DRAFT)
