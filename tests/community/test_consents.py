from datetime import datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from community import consents
from community.consents import Consent, ConsentMissing, Guardian, GuardianMissing, Signature, Subject
from community.parties import Member

MINE = Signature("line:U1", "line:U1")
# Whoever changes a text gives it a new date, and writes its version here: what was agreed to stays readable
# in the history of the text.
VERSIONS = {
    "sign_up": ("2026-06-10/ja/58785b34", "2026-06-10/easy/49560fae", "2026-06-10/en/8f73226e"),
    "guardian": ("2026-06-10/ja/ff9bf70b", "2026-06-10/easy/478b9196", "2026-06-10/en/6a24221b"),
}


def test_every_text_is_in_the_version_that_is_written_down() -> None:
    made = {
        str(subject): tuple(consents.version(subject, language) for language in ("ja", "easy", "en"))
        for subject in Subject
    }

    assert made == VERSIONS


def test_who_has_agreed_is_not_asked_again_until_they_withdraw(session: Session, now: datetime) -> None:
    assert consents.holds(session, Subject.SIGN_UP, "line:U1") is False
    consents.give(session, Subject.SIGN_UP, MINE, now)
    assert consents.holds(session, Subject.SIGN_UP, "line:U1") is True
    assert consents.holds(session, Subject.SIGN_UP, "line:U2") is False
    consents.withdraw(session, Subject.SIGN_UP, MINE, now)
    assert consents.holds(session, Subject.SIGN_UP, "line:U1") is False
    assert [each.given for each in session.scalars(select(Consent).order_by(Consent.id))] == [True, False]


def test_who_agreed_to_an_older_text_is_asked_again(session: Session, now: datetime) -> None:
    older = {"subject": "sign_up", "version": "2020-01-01/ja/00000000", "given": True, "at": now}
    session.add(Consent(person="line:U1", by="line:U1", **older))

    assert consents.holds(session, Subject.SIGN_UP, "line:U1") is False


@pytest.mark.parametrize(
    ("ages", "young"),
    [((17,), True), ((18,), False), ((8, 40), False), ((8, 12), True), ((None,), False),
     ((8, None), True), ((), False)],
)  # fmt: skip
def test_a_guardian_is_needed_when_nobody_is_old_enough(
    ages: tuple[int | None, ...], now: datetime, *, young: bool
) -> None:
    assert consents.young([Member(age) for age in ages], now.date(), 18) is young


def test_without_consent_or_guardian_nothing_goes_on() -> None:
    with pytest.raises(ConsentMissing):
        consents.need(agreed=False)
    with pytest.raises(GuardianMissing) as refused:
        consents.need_guardian(None, 18)
    assert refused.value.facts == {"age": 18}


def test_a_consent_can_be_neither_changed_nor_deleted(session: Session, now: datetime) -> None:
    consents.give_as(session, Guardian("佐藤ふみ", "母"), MINE, now)

    for statement in (
        "UPDATE consents SET given = false",
        "UPDATE consents SET guardian = 'X'",
        "UPDATE consents SET person = 'line:U2'",
        "DELETE FROM consents",
        "TRUNCATE consents",
    ):
        with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
            session.execute(text(statement))


def test_who_is_forgotten_leaves_that_somebody_agreed(session: Session, now: datetime) -> None:
    consents.give_as(session, Guardian("佐藤ふみ", "母"), Signature("named:x", "line:U1", event_id=3), now)
    consents.give(session, Subject.SIGN_UP, MINE, now)

    consents.forget(session, "line:U1")

    kept = session.execute(
        text("SELECT person, by, guardian, relation, event_id FROM consents ORDER BY id")
    ).all()
    assert [tuple(row) for row in kept] == [
        ("named:x", "gone", None, None, 3),
        ("gone", "gone", None, None, None),
    ]
