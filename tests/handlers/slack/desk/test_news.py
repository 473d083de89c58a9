"""News of a body: written by one, approved by another, once to each of its audience."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot import engine
from bot.sending import send_work
from community import bodies, broadcasts, follows, news, people, profiles, spreading
from community.hours import TOWN
from community.news import News
from handlers import news as told
from handlers.slack.events import arriving_from_shortcut
from tests.handlers.slack.desk.officers import Desk, Window
from tests.handlers.slack.desk.test_events import BODY
from tests.handlers.slack.desk.test_together import refused

NOON = datetime.now(TOWN).replace(hour=12) + timedelta(days=1)


def residents(desk: Desk, number: int, **known: Any) -> None:
    with desk.road.service.database.transaction() as session:
        for each in range(number):
            people.welcome(session, f"line:R{each}", "line", NOON)
            if known:
                profiles.save(session, f"line:R{each}", known, NOON)


def written(desk: Desk, **more: Any) -> News:
    form = desk.tap("UONE", "お知らせ 作成")
    desk.sent("UONE", form, **{"title": "そば打ちのようす", "words": "にぎわいました。", **more})
    return latest(desk)


def latest(desk: Desk) -> News:
    with desk.road.service.database.transaction() as session:
        return session.scalars(select(News).order_by(News.id.desc())).all()[0]


def approved(desk: Desk, made: News) -> Window:
    desk.sent("UONE", desk.tap("UONE", f"お知らせ {made.id} 送信"))
    return desk.sent("UTWO", desk.tap("UTWO", f"お知らせ {made.id} 承認"))


def run(desk: Desk, now: datetime = NOON) -> int:
    """Send what is due then; how many people that begins to reach."""
    with desk.road.service.database.transaction() as session:
        sent = told.send(session, now)
        desk.road.service.submitting.posting.post(session, sent, now)
        begun = [each.many for each in sent if each.many]
        for each in begun:  # at once, as if it were noon
            due = spreading.release(session, each, now)
            engine.enqueue(session, [send_work(delivery) for delivery, _ in due])
        people = sum(broadcasts.get(session, each).people for each in begun)
    desk.road.settle()
    return people


def test_news_goes_once_to_everybody_after_a_second_person_said_yes(desk: Desk) -> None:
    residents(desk, 3)
    made = written(desk)
    assert "3人に送ります" in desk.tap("UONE", f"お知らせ {made.id} 送信").text
    assert run(desk) == 0

    approved(desk, made)
    assert run(desk) == 3
    assert run(desk) == 0

    assert "届いた 3" in desk.tap("UONE", f"お知らせ {made.id}").text
    posted = [each for each in desk.slack.posted if each.channel == "CSHARED"]
    assert len(posted) == 1


def test_news_goes_to_whom_it_is_meant_for_and_not_to_who_wants_none(desk: Desk) -> None:
    residents(desk, 4, area="花泉")
    with desk.road.service.database.transaction() as session:
        profiles.save(session, "line:R0", {"often": "never"}, NOON)
        profiles.save(session, "line:R1", {"area": "千厩"}, NOON)
        people.farewell(session, "line:R2", "line", NOON)

    approved(desk, written(desk, area="花泉"))

    assert run(desk) == 1


def test_news_for_followers_reaches_those_who_follow_the_body_and_says_how_to_end_it(desk: Desk) -> None:
    residents(desk, 3)
    with desk.road.service.database.transaction() as session:
        follows.follow(session, "line:R1", BODY, NOON)

    made = written(desk, followers="yes")
    assert f"{BODY}をフォローしている方(いま 1人)" in desk.tap("UONE", f"お知らせ {made.id}").text
    approved(desk, made)

    assert run(desk) == 1
    with desk.road.service.database.transaction() as session:
        ways = told.message(session, session.get_one(News, made.id)).choices
        assert f"{BODY}のフォローをやめる" in [each.words for each in ways]


def test_an_audience_of_nobody_and_a_share_that_is_used_up_are_told(desk: Desk) -> None:
    made = written(desk, area="花泉")
    form = desk.tap("UONE", f"お知らせ {made.id} 送信")
    assert "あてはまる方が、いません" in str(desk.send("UONE", form))

    residents(desk, 3, area="花泉")
    with desk.road.service.database.transaction() as session:
        bodies.change(session, BODY, {"share": 2}, "x", NOON)
    assert "2通" in str(desk.send("UONE", form))
    assert latest(desk).state == "draft"


def test_what_is_taken_back_reaches_nobody_whom_it_has_not_reached(desk: Desk) -> None:
    residents(desk, 5)
    made = written(desk)
    approved(desk, made)
    # Tomorrow at noon is far: all of it still waits.
    with desk.road.service.database.transaction() as session:
        desk.road.service.submitting.posting.post(session, told.send(session, NOON), NOON)

    shown = desk.sent("UONE", desk.tap("UONE", f"お知らせ {made.id} 取り消し"))

    assert "送る前に止めたもの:5人分" in shown.text
    assert run(desk) == 0
    assert [each for each in desk.road.deliveries() if each.channel == "line" and each.state == "sent"] == []


def test_a_correction_goes_to_who_got_it_and_to_nobody_else(desk: Desk) -> None:
    residents(desk, 2)
    made = written(desk)
    approved(desk, made)
    assert run(desk) == 2
    residents(desk, 4)

    desk.tap("UONE", f"お知らせ {made.id} 訂正")
    correction = latest(desk)
    approved(desk, correction)

    assert run(desk) == 2
    with desk.road.service.database.transaction() as session:
        said = told.message(session, session.get_one(News, correction.id))
        assert said.card is not None
        assert said.card.lead.startswith("【訂正】")


def test_nobody_is_woken(desk: Desk) -> None:
    night = datetime.now(TOWN).replace(hour=22) + timedelta(days=1)
    residents(desk, 1)
    made = written(desk)
    with desk.road.service.database.transaction() as session:
        bodies.change(session, BODY, {"two_persons": False}, "x", night)
        news.send(session, made.id, news.version(made), None, ("slack:T1:UONE", night))

    assert run(desk, night) == 0
    assert run(desk, night + timedelta(hours=10, minutes=1)) == 1


def test_over_a_newer_version_what_was_typed_comes_back(desk: Desk) -> None:
    made = written(desk)
    mine, theirs = desk.tap("UONE", f"お知らせ {made.id} 編集"), desk.tap("UTWO", f"お知らせ {made.id} 編集")
    desk.sent("UTWO", theirs, title="手打ちそば")

    back = desk.sent("UONE", mine, words="とてもにぎわいました。")

    assert "手打ちそば" in back.text
    desk.sent("UONE", back)
    assert latest(desk).words == "とてもにぎわいました。"


def test_a_message_in_slack_becomes_a_draft(desk: Desk) -> None:
    shortcut = {
        "type": "message_action",
        "callback_id": "お知らせ 作成",
        "trigger_id": "777.1",
        "team": {"id": "T1"},
        "user": {"id": "UONE"},
        "channel": {"id": "C9"},
        "message": {"ts": "1.0", "text": "そば打ち、<https://x.jp|写真>です\n30人来ました"},
    }
    desk.road.accept([arriving_from_shortcut(shortcut)])
    desk.road.settle()

    form = Window(desk.slack.views[-1].view)
    filled = form.filled()
    assert filled["title"]["typed"]["value"] == "そば打ち、写真です"
    assert "30人来ました" in filled["words"]["typed"]["value"]


def test_nobody_of_another_body_gets_near_the_news(desk: Desk) -> None:
    desk.officer("UELSE", "興田地区振興会")
    made = written(desk)
    form = desk.tap("UONE", f"お知らせ {made.id} 編集")

    for verb in ("", "編集", "送信", "承認", "差し戻し", "取り消し", "訂正"):
        refused(desk, "UELSE", f"お知らせ {made.id} {verb}", "担当の方だけ")
    assert "担当の方だけ" in str(desk.send("UELSE", form, title="x"))
