"""Offices for whoever tries the desk."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from community import appointing, demo_offices, offices
from community.bodies import Body
from community.offices import Act, Office

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)


def give(session: Session, who: str, now: datetime = NOW) -> str:
    return demo_offices.give(session, [who, f"{who}-2"], [f"{who}-3"], now)


def test_two_officers_of_one_sample_body_and_staff_can_try_everything(session: Session) -> None:
    body = give(session, "a")

    assert body.startswith("【見本】")
    assert offices.others(session, body, "a", NOW) == ("a-2",)
    assert offices.standing(session, "a", NOW).may(Act.ROSTER, "本物の協議会") is False
    assert offices.standing(session, "a-3", NOW).staff


def test_again_gives_the_same_and_another_visitor_gets_an_emptier_body(session: Session) -> None:
    first = give(session, "a")
    number = len(session.scalars(select(Office)).all())

    assert give(session, "a") == first
    assert len(session.scalars(select(Office)).all()) == number
    assert give(session, "b") != first


def test_where_a_trial_became_the_real_thing_the_desk_is_in_slack(session: Session) -> None:
    give(session, "console-slack:TCONSOLE:a")
    assert offices.workspace(session) == "console-slack:TCONSOLE"

    appointing.found(session, "slack:T1:U1", "cli", NOW)
    assert offices.workspace(session) == "slack:T1"


def test_the_day_after_tomorrow_it_is_over_and_can_be_given_again(session: Session) -> None:
    give(session, "a")
    later = NOW + timedelta(days=2)
    assert not offices.standing(session, "a", later).anybody

    give(session, "a", later)
    assert offices.standing(session, "a", later).anybody
    assert all(each.name.startswith("【見本】") for each in session.scalars(select(Body)))
