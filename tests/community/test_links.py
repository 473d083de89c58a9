"""Links that open once: what is refused, and what the same sent twice gets."""

import string
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.database import Database
from community import links
from community.links import Link, LinkExpired, LinkUnknown, LinkUsed, Purpose, Seal, Wish

SEAL = Seal("a key")
DETAILS = (Purpose.DETAILS,)
MINUTE = timedelta(minutes=1)


def made(session: Session, now: datetime, purpose: Purpose = Purpose.DETAILS) -> str:
    return links.make(session, SEAL, Wish("line:U1", purpose, {"event": 12}), now)


def test_a_link_opens_as_often_as_one_likes_and_is_used_once(session: Session, now: datetime) -> None:
    token = made(session, now)

    assert links.look(session, SEAL, token, DETAILS, now).facts == {"event": 12}
    assert links.look(session, SEAL, token, DETAILS, now + 14 * MINUTE).person == "line:U1"
    links.use(session, SEAL, token, DETAILS, now + MINUTE, "name=Hana").done = {"sign_up": "s1"}
    session.flush()

    assert links.use(session, SEAL, token, DETAILS, now + 2 * MINUTE, "name=Hana").done == {"sign_up": "s1"}
    with pytest.raises(LinkUsed) as refused:
        links.use(session, SEAL, token, DETAILS, now + 2 * MINUTE, "name=Taro")
    assert refused.value.facts == {"purpose": "details"}


def test_a_link_that_nobody_opened_in_time_is_over(session: Session, now: datetime) -> None:
    token = made(session, now)

    for late in (links.look, links.use):
        with pytest.raises(LinkExpired):
            late(session, SEAL, token, DETAILS, now + 15 * MINUTE)


def test_who_opened_a_form_in_time_is_not_hurried(session: Session, now: datetime) -> None:
    token = made(session, now)
    links.look(session, SEAL, token, DETAILS, now + 14 * MINUTE)

    with pytest.raises(LinkExpired):  # but it isn't opened again
        links.look(session, SEAL, token, DETAILS, now + 16 * MINUTE)
    assert links.use(session, SEAL, token, DETAILS, now + timedelta(hours=20)).used_at is not None


def test_a_form_left_open_for_days_is_over(session: Session, now: datetime) -> None:
    token = made(session, now)
    links.look(session, SEAL, token, DETAILS, now)

    with pytest.raises(LinkExpired):
        links.use(session, SEAL, token, DETAILS, now + timedelta(hours=24))


def test_a_used_link_is_shown_for_a_while_and_then_says_that_it_was_used(
    session: Session, now: datetime
) -> None:
    token = made(session, now)
    links.use(session, SEAL, token, DETAILS, now + MINUTE)

    assert links.look(session, SEAL, token, DETAILS, now + 15 * MINUTE).used_at == now + MINUTE
    with pytest.raises(LinkUsed):
        links.look(session, SEAL, token, DETAILS, now + 16 * MINUTE)


def test_a_changed_token_one_of_another_key_and_one_of_another_purpose_are_unknown(
    session: Session, now: datetime
) -> None:
    token = made(session, now)
    other = Seal("another key").close("secret")
    last = [token[:-1] + sign for sign in string.ascii_letters if sign != token[-1]]
    wrong = [
        *last,
        "x" + token,
        token + "x",
        "",
        "…",
        "\ud800",
        other,
    ]

    for each in wrong:
        with pytest.raises(LinkUnknown):
            links.look(session, SEAL, each, DETAILS, now)
    with pytest.raises(LinkUnknown):
        links.look(session, SEAL, token, (Purpose.PROFILE,), now)
    with pytest.raises(LinkUnknown):  # signed, but not in the table
        links.look(session, SEAL, SEAL.close("secret"), DETAILS, now)


def test_the_secret_of_a_link_is_nowhere_in_the_table(session: Session, now: datetime) -> None:
    token = made(session, now)
    row = session.scalars(select(Link)).one()
    kept = str({column.key: getattr(row, column.key) for column in Link.__table__.columns})

    assert SEAL.open(token) not in kept
    assert SEAL.open(token) not in repr(session.get(Link, row.id))


def test_a_calendars_link_lasts_until_it_is_revoked(session: Session, now: datetime) -> None:
    feed = Wish("line:U1", Purpose.CALENDAR)
    token = links.make(session, SEAL, feed, now, lasts=None)
    others = made(session, now)
    links.tidy(session, now + timedelta(days=4000))

    assert links.look(session, SEAL, token, (Purpose.CALENDAR,), now + timedelta(days=4000)).used_at is None
    assert links.revoke(session, "line:U1", Purpose.CALENDAR) == 1
    with pytest.raises(LinkUnknown):
        links.look(session, SEAL, token, (Purpose.CALENDAR,), now)
    with pytest.raises(LinkUnknown):
        links.look(session, SEAL, others, DETAILS, now)  # tidied away long ago


def test_two_tabs_at_the_same_moment_use_a_link_once(db: Database, now: datetime) -> None:
    with db.transaction() as session:
        token = made(session, now)

    def submit(number: int) -> str:
        with db.transaction() as session:
            link = links.use(session, SEAL, token, DETAILS, now, "the same")
            link.done = link.done or {"by": number}
            return str(link.done)

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(submit, range(8)))) == 1
