"""Every word and every form of the desk, tried by everybody who must not: all refused, all logged.

Generated from what the desk knows (`counter.NOUNS`, the verbs of its rooms, `counter.FORMS`), so that what is
added later is tried too; what a noun needs to be tried with stands below, and a noun without it fails.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from community import broadcasts, consulting, signups
from community import schedules as timetable
from community.approvals import Approval
from community.audit import Entry
from community.broadcasts import Broadcast
from community.consulting import Consultation
from community.deliveries import Delivery
from community.events import Event
from community.hours import TOWN
from community.ledger import SignUp
from community.news import News
from community.offices import Office, Role
from community.people import Person
from community.reception import Kind
from community.schedules import Line
from handlers.slack.desk import broadcasts as broadcast_windows
from handlers.slack.desk import counter, event_windows, news_windows, roster_windows, schedules
from handlers.slack.events import arriving_from_action
from tests.community.gatherings import asking
from tests.handlers.slack.desk.officers import Desk, Window, action, person, submission
from tests.handlers.slack.desk.test_events import BODY, drafted, events_of
from tests.handlers.slack.desk.test_news import written

OTHER = "興田地区振興会"
# Words about something of one body; `{event}`, `{sign_up}`, `{news}`, `{advice}`, `{broadcast}` are of ours.
FOREIGN: dict[str, list[str]] = {
    "催し": [f"催し {{event}} {verb}".strip() for verb in event_windows.VERBS if verb],
    "名簿": [
        "名簿 {event}",
        *(f"名簿 {{event}} {name}" for name in roster_windows.SHOWN.values()),
        *(f"名簿 {{event}} {verb} {{sign_up}}" for verb in roster_windows.STEPS),
    ],
    "お知らせ": [f"お知らせ {{news}} {verb}".strip() for verb in news_windows.VERBS],
    "配信": [f"配信 {{broadcast}} {verb}".strip() for verb in broadcast_windows.VERBS],
    "相談": ["相談 {advice}"],
    "担当": ["担当 登録", "担当 1 終了", "担当 2 交代"],
    "団体": ["団体", "団体 登録", f"団体 編集 {BODY}"],
    "記録": ["記録", "記録 2", "記録 検索", "記録 催し {event}"],
    "予定表": ["予定表", *(f"予定表 {verb} tidy" for verb in schedules.VERBS)],
    "質問": ["質問 済み x"],
}
# These show what is everybody's, or one's own only.
OWN = {"ホーム", "使い方"}
# Of how many of them a no is logged where it isn't all: others' advice isn't there to officers, and who has
# no office asks the plan with 質問.
REFUSED = {"相談": 1, "質問": 2}
PEOPLE = ("UELSE", "ULIAISON", "UEX")


@pytest.fixture
def ours(desk: Desk) -> dict[str, Any]:
    """Something of each sort that is ours, and people who have no business with it."""
    desk.officer("UELSE", OTHER)
    desk.officer("ULIAISON", OTHER, Role.LIAISON)
    desk.sent("UONE", drafted(desk), capacity=20)
    (event,) = events_of(desk)
    made = written(desk)
    now = datetime.now(TOWN)
    with desk.road.service.database.transaction() as session:
        advice = consulting.ask(session, BODY, "どうしましょう", person("UONE"), now)
        session.get_one(Event, event.id).state = "published"
        mine = signups.sign_up(session, event.id, asking("Ume"), now).sign_up
        session.get_one(Event, event.id).state = "draft"
        told = Broadcast(id="news:x", kind=Kind.NEWS, body=BODY, title="だより", why="試し", urgent="試し")
        broadcasts.begin(session, told, select(Person.id), now)
        session.get_one(Broadcast, "news:x").state = "paused"
        number = broadcasts.get(session, "news:x").number
        ids = {"event": event.id, "sign_up": mine.id, "news": made.id, "advice": advice.id}
        return {**ids, "broadcast": number}


def test_every_noun_is_tried() -> None:
    assert set(FOREIGN) | OWN == set(counter.NOUNS)


@pytest.mark.parametrize("noun", sorted(FOREIGN))
def test_foreign_officers_get_nothing_and_change_nothing(desk: Desk, ours: dict[str, Any], noun: str) -> None:
    before, shown = state(desk), len(desk.slack.views)
    tried = [words.format(**ours) for words in FOREIGN[noun]]
    for words in tried:
        for user in PEOPLE:
            desk.road.accept([arriving_from_action(action(user, words))])
    desk.road.settle()

    assert [each.view.get("title") for each in desk.slack.views[shown:]] == []
    assert state(desk) == before
    # Whose advice it is isn't told: to others it isn't there, which is no refusal to be logged.
    assert len(logged(desk)) == len(tried) * REFUSED.get(noun, len(PEOPLE))


@pytest.mark.parametrize("user", PEOPLE)
def test_no_form_of_ours_does_anything_for_others(desk: Desk, ours: dict[str, Any], user: str) -> None:
    forms = list(open_forms(desk, ours))
    assert {form.view["callback_id"] for form in forms} == set(counter.FORMS) - CLAIMED
    before = state(desk)
    for form in forms:
        answer = desk.answer(user, _submission(user, form))
        assert answer.get("response_action") in {"errors", "update"}, form.view["callback_id"]
        assert "✅" not in str(answer), form.view["callback_id"]

    assert state(desk) == before
    assert len(logged(desk)) > len(forms) // 2


# Forms that need something which is not there in this room of the test; their own tests try them.
CLAIMED: set[str] = {
    "event_approve",
    "event_send_back",
    "news_approve",
    "news_send_back",
    "roster_move_up",
    "news_recall",
}


def open_forms(desk: Desk, ours: dict[str, Any]) -> Iterator[Window]:
    this = f"催し {ours['event']}"
    for words in (
        "催し 作成",
        f"{this} 設定",
        f"{this} くり返し",
        f"{this} 回",
        f"{this} 公開",
        f"{this} 中止",
    ):
        yield desk.tap("UONE", words)
    yield desk.tap("UONE", f"名簿 {ours['event']} 受付")
    yield desk.tap("UONE", f"名簿 {ours['event']} 取消する {ours['sign_up']}")
    yield desk.tap("UONE", f"お知らせ {ours['news']} 編集")
    yield desk.tap("UONE", f"お知らせ {ours['news']} 送信")
    yield desk.tap("UONE", "相談 作成")
    yield desk.tap("USTAFF", f"相談 {ours['advice']}")
    yield desk.tap("USTAFF", "担当 登録")
    yield desk.tap("UONE", next(each for each in desk.tap("UONE", "担当").says if each.endswith("交代")))
    yield desk.tap("USTAFF", "団体 登録")
    yield desk.tap("USTAFF", "記録 検索")
    with desk.road.service.database.transaction() as session:
        line = Line("tidy", "tidy", timedelta(hours=1), "0 3 * * *")
        timetable.keep(session, [line], desk.road.service.handling.clock())
    yield desk.tap("USTAFF", "予定表 変更 tidy")


def _submission(user: str, form: Window) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    for block in form.view["blocks"]:
        if block["type"] == "input" and not block["optional"]:
            kind, element = block["element"]["type"], block["element"]
            if kind == "plain_text_input" and "initial_value" not in element:
                typed[block["block_id"]] = "0191-21-2111" if block["block_id"] == "telephone" else "だれか"
            elif kind == "users_select":
                typed[block["block_id"]] = "UELSE"
            elif kind == "static_select" and "initial_option" not in element:
                typed[block["block_id"]] = element["options"][-1]["value"]
    return submission(user, form, **typed)


def state(desk: Desk) -> dict[str, Any]:
    """What is in the tables, but for the road's own."""
    with desk.road.service.database.transaction() as session:
        event = session.scalars(select(Event).order_by(Event.id)).all()
        held = session.scalars(select(Office).order_by(Office.id)).all()
        return {
            "events": [(each.id, each.state, each.title, each.changed_at) for each in event],
            "news": [(each.id, each.state, each.changed_at) for each in session.scalars(select(News))],
            "sign_ups": [(each.id, each.state) for each in session.scalars(select(SignUp))],
            "offices": [(each.id, each.until) for each in held],
            "advice": [(each.id, each.answer) for each in session.scalars(select(Consultation))],
            "broadcasts": [(each.id, each.state) for each in session.scalars(select(Broadcast))],
            "approvals": session.scalar(select(func.count()).select_from(Approval)),
            "notices": session.scalar(
                select(func.count()).select_from(Delivery).where(Delivery.id.startswith("notice:"))
            ),
        }


def logged(desk: Desk) -> list[str]:
    with desk.road.service.database.transaction() as session:
        return list(session.scalars(select(Entry.subject).where(Entry.what == "refused")))
