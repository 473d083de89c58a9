"""Being told of events when there are some: asked for in a talk, listed, ended, and told once."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from community import conversations, organizing, people, watches
from community.hours import TOWN
from handlers import watching
from tests.community.gatherings import HOUR, OFFICER, come
from tests.handlers.talks import Talk, on


def test_who_wants_to_be_told_is_told_once_when_there_is_something(session: Session, talk: Talk) -> None:
    assert "見つかりませんでした" in talk.says("7月に藤沢でそば打ちできる?")
    words = talk.taps("見つかったら知らせる")
    assert words == (
        "「7月1日(水)〜7月31日(金)、藤沢、「そば打ち」の催し」が新しく見つかったら、ここでお知らせします(7月31日(金)まで)。"
    )
    on(session, talk.at, 11, month=7, title="そば打ちの会", area="藤沢", center="藤沢市民センター")

    (notice,) = watching.tell(session, talk.at + HOUR)

    assert (notice.to, notice.template, notice.cards[0].title) == (talk.person, "watch_found", "そば打ちの会")
    assert watching.tell(session, talk.at + 2 * HOUR) == []


def test_nobody_is_woken_by_what_was_found(session: Session, talk: Talk) -> None:
    talk.says("7月の催しある?")
    talk.taps("見つかったら知らせる")
    on(session, talk.at, 11, month=7)
    night = datetime(2026, 6, 10, 22, tzinfo=TOWN)

    assert watching.tell(session, night) == []
    assert len(watching.tell(session, night + 11 * HOUR)) == 1


def test_a_place_in_a_full_event_is_told_when_there_is_one(
    session: Session, now: datetime, talk: Talk
) -> None:
    event = on(session, now, 20, title="満席の会", capacity=1, waiting=0)
    come(session, event, "A", now)
    talk.says(f"催し{event.id}")

    assert "「満席の会の空き」" in talk.says("見つかったら知らせて")
    assert watching.tell(session, talk.at) == []
    organizing.change(session, event.id, {"capacity": 2}, OFFICER, talk.at + HOUR)
    assert [notice.facts["what"] for notice in watching.tell(session, talk.at + HOUR)] == ["満席の会の空き"]


def test_watches_are_listed_and_ended(session: Session, talk: Talk) -> None:
    assert "待っているものはありません" in talk.says("お知らせの一覧")
    for area in ("花泉", "藤沢"):
        talk.says(f"7月に{area}で催しありますか")
        talk.taps("見つかったら知らせる")

    assert "1. 7月1日(水)〜7月31日(金)、花泉の催し" in talk.says("お知らせの一覧")
    first = talk.choices[0]
    assert talk.says(first.words) == "お知らせをやめました。"
    assert talk.says(first.words) == "そのお知らせは、もう終わっています。"
    assert len(watches.of_person(session, talk.person, talk.at)) == 1


def test_a_sixth_watch_says_which_one_ended(talk: Talk) -> None:
    for area in ("花泉", "大東", "千厩", "東山", "室根", "川崎"):
        talk.says(f"7月に{area}で催しありますか")
        words = talk.taps("見つかったら知らせる")

    assert "いちばん古い「7月1日(水)〜7月31日(金)、花泉の催し」のお知らせは終わりにしました。" in words


def test_others_in_a_group_are_not_told_of_watches(session: Session, now: datetime) -> None:
    group = Talk(session, now, private=False)
    group.says("7月の催しある?")

    assert group.says("見つかったら知らせる") == Talk(session, now, private=False).says("わたしの申込み")
    assert watches.of_person(session, group.person, group.at) == []


def test_a_chosen_language_stays_that_of_answers_and_notices(
    session: Session, now: datetime, talk: Talk
) -> None:
    conversations.remember(session, talk.person, {}, "easy", now)
    assert talk.says("7月の催しある?").startswith("「7月1日(水)〜7月31日(金)の イベント」を さがしました。")
    talk.taps("見つかったら 知らせる")
    on(session, talk.at, 11, month=7)

    assert [notice.facts["language"] for notice in watching.tell(session, talk.at + HOUR)] == ["easy"]


def test_who_has_left_is_told_nothing(session: Session, now: datetime, talk: Talk) -> None:
    people.welcome(session, talk.person, "line", now)
    talk.says("7月の催しある?")
    talk.taps("見つかったら知らせる")
    people.farewell(session, talk.person, "line", talk.at)
    on(session, talk.at, 11, month=7)

    assert watching.tell(session, talk.at + timedelta(hours=1)) == []


def test_who_asks_in_english_is_offered_to_be_told_in_english(talk: Talk) -> None:
    talk.says("any events for seniors this weekend?")

    assert talk.taps("Tell me of new ones").startswith("I will tell you here when there is something new")
