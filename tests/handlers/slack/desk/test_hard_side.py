"""The desk when things go wrong: taps twice, forms twice at once, Slack that says no, bugs of ours."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from community import organizing, signups
from community.cases import Case
from community.deliveries import Delivery, DeliveryState
from community.hours import TOWN
from handlers import addresses
from handlers.slack.desk import counter
from handlers.slack.events import arriving_from_action
from handlers.web import filling
from tests.community.gatherings import asking
from tests.handlers.slack.desk.officers import Desk, action, submission
from tests.handlers.slack.desk.test_events import TODAY, drafted, events_of, published
from tests.handlers.slack.desk.test_rosters import got
from tests.handlers.web.serving import listening


def test_a_tap_that_is_delivered_again_opens_one_form(desk: Desk) -> None:
    tap = action("UONE", "催し 作成")
    for _ in range(3):
        desk.road.accept([arriving_from_action(tap)])
    desk.road.settle()

    assert [each.how for each in desk.slack.views] == ["open"]


def test_a_copy_that_is_tapped_twice_by_delivery_makes_one_draft(desk: Desk) -> None:
    drafted(desk)
    (event,) = events_of(desk)
    tap = action("UONE", f"催し {event.id} 写し")
    for _ in range(2):
        desk.road.accept([arriving_from_action(tap)])
    desk.road.settle()

    assert len(events_of(desk)) == 2


def test_a_form_sent_by_two_clicks_at_once_does_one_thing(desk: Desk) -> None:
    form = desk.tap("UONE", "催し 作成")
    sent = submission("UONE", form, title="花見", day=TODAY, starts="23:00", ends="23:30", place="公園")
    with ThreadPoolExecutor(8) as clicks:
        answers = list(clicks.map(lambda _: desk.answer("UONE", sent), range(8)))

    assert len(events_of(desk)) == 1
    assert all(each == answers[0] for each in answers)


@pytest.mark.parametrize("how", ["slow down", "an error", "opened, and cut"])
def test_a_form_opens_once_whatever_slack_says_first(desk: Desk, how: str) -> None:
    faults = desk.slack.faults
    if how == "slow down":
        faults.fail(429, Retry_After="1")
    elif how == "an error":
        faults.fail(500)
    else:
        faults.accept_then_cut()
    desk.road.accept([arriving_from_action(action("UONE", "催し 作成"))])
    desk.road.settle()

    assert [each.how for each in desk.slack.views] == ["open"]
    with desk.road.service.database.transaction() as session:
        shown = session.scalars(select(Delivery)).all()
        assert [(each.state, each.payload) for each in shown] == [(DeliveryState.SENT, {})]


def test_a_bug_keeps_what_was_typed_on_the_screen_and_gives_a_number(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    form = desk.tap("UONE", "催し 作成")
    monkeypatch.setattr(counter, "FORMS", {**counter.FORMS, "event_basics": broken})
    answer: Any = desk.send("UONE", form, title="花見")

    with desk.road.service.database.transaction() as session:
        (case,) = session.scalars(select(Case)).all()
    assert case.reference in answer["errors"]["body"]
    assert events_of(desk) == []


def test_what_is_longer_than_slack_shows_is_cut_and_kept_whole(desk: Desk) -> None:
    drafted(desk, title="花" * 80, description="😀" * 900, place="A&B<C>")
    (event,) = events_of(desk)

    assert "花" * 80 in desk.tap("UONE", f"催し {event.id}").text
    assert event.description == "😀" * 900
    desk.tap("UONE", "催し")
    desk.home("UONE")


def test_an_event_that_is_not_there_is_told(desk: Desk) -> None:
    with pytest.raises(AssertionError, match=r"見つかりません|ありません"):
        desk.tap("UONE", "催し 999 編集")


def test_home_shows_how_full_the_week_is_as_a_picture_that_opens(desk: Desk) -> None:
    addresses.settle("https://wasshoi.example.jp", "secret", pictures=True)
    event = published(desk)
    now = datetime.now(TOWN)
    with desk.road.service.database.transaction() as session:
        soon = {"starts_at": now + timedelta(days=2), "ends_at": now + timedelta(days=2, hours=1)}
        organizing.change(session, event.id, soon, "x", now)
        signups.sign_up(session, event.id, asking("Ume"), now)

    (picture,) = [each for each in desk.home("UONE").view["blocks"] if each["type"] == "image"]
    assert picture["alt_text"] == "席の埋まりぐあい:そば打ち体験 1/20人"
    with listening(Starlette(routes=[filling.route()])) as url:
        assert got(f"{url}{urlsplit(picture['image_url']).path}").startswith(b"\x89PNG")
        assert got(f"{url}/charts/made-up.png") == b"404"
