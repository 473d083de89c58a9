"""Following a body: by its name, its area or a button; listed, ended, and never somebody else's."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from community import bodies, follows
from community.bodies import Body
from tests.handlers.talks import Talk, on

HANAIZUMI, FUJISAWA = "老松みどりの郷協議会", "藤沢町住民自治協議会"


@pytest.fixture(autouse=True)
def two_bodies(session: Session, now: datetime) -> None:
    bodies.add(session, Body(name=HANAIZUMI, area="花泉"), "x", now)
    bodies.add(session, Body(name=FUJISAWA, area="藤沢"), "x", now)


@pytest.mark.parametrize(
    "words",
    [f"{HANAIZUMI}をフォローする", "花泉のお知らせを受け取る", "花泉をフォローしたい", "老松をフォロー"],
)
def test_a_body_is_followed_by_its_name_or_area(session: Session, talk: Talk, words: str) -> None:
    assert f"「{HANAIZUMI}」をフォローしました" in talk.says(words)
    assert "もうフォローしています" in talk.says(words)
    assert follows.of_person(session, talk.person) == [HANAIZUMI]


def test_an_event_offers_its_body(session: Session, talk: Talk) -> None:
    event = on(session, talk.at, 20, body=HANAIZUMI)
    talk.says(f"催し{event.id}")
    talk.taps("この団体をフォロー")
    assert follows.of_person(session, talk.person) == [HANAIZUMI]
    assert HANAIZUMI in talk.says("プロフィール") + str(talk.last)


def test_where_several_are_meant_one_is_chosen(session: Session, now: datetime, talk: Talk) -> None:
    bodies.add(session, Body(name="花泉地域づくりの会", area="花泉"), "x", now)
    assert "いくつか団体があります" in talk.says("花泉をフォローする")
    talk.taps("花泉地域づくりの会")
    assert follows.of_person(session, talk.person) == ["花泉地域づくりの会"]


def test_who_is_not_known_gets_those_there_are(talk: Talk) -> None:
    assert "見つかりませんでした" in talk.says("海の会をフォローする")
    assert {each.label for each in talk.choices} == {HANAIZUMI, FUJISAWA}


def test_what_is_followed_is_listed_and_ended(session: Session, talk: Talk) -> None:
    assert "フォローしている団体はありません" in talk.says("フォローの一覧")
    talk.says("花泉をフォローする")
    assert HANAIZUMI in talk.says("フォローの一覧")
    assert "やめました" in talk.says(talk.choices[0].words)
    assert follows.of_person(session, talk.person) == []


def test_in_a_group_nobody_follows(session: Session, now: datetime) -> None:
    group = Talk(session, now, private=False)
    group.says("花泉をフォローする")
    assert follows.of_person(session, group.person) == []
