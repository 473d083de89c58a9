from collections import Counter

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.database import Database
from community import ledger, offers
from community.ledger import SignUpState
from tests.community.gatherings import DAY, published
from tests.community.racing import NOW, Race
from tests.community.refereeing import Referee

PEOPLE, SEATS = 500, 30


def race(db: Database, runners: Race) -> tuple[int, Counter[str]]:
    """One round on a new event; its number, and what the processes saw."""
    with db.transaction() as session:
        event = published(session, NOW, capacity=SEATS, starts_at=NOW + 30 * DAY, ends_at=NOW + 31 * DAY)
    return event.id, runners.race(event.id, PEOPLE)


def until_all_have_answered(session: Session, event_id: int) -> None:
    """Days go by: offers that nobody answers end, the next ones accept."""
    for day in range(1, 20):
        moves = offers.tick(session, event_id, NOW + day * DAY)
        for offered in moves.offered:
            offers.accept(session, offered.id, offered.person, NOW + day * DAY)
        if not ledger.roster(session, event_id, SignUpState.OFFERED):
            return
    raise AssertionError("offers without end")


@pytest.mark.parametrize("rounds", [5])
def test_five_hundred_race_for_thirty_places(db: Database, url: str, rounds: int) -> None:
    with Race(url) as runners:
        for _ in range(rounds):
            event_id, seen = race(db, runners)
            with db.transaction() as session:
                assert faults(session, event_id, seen) == []


def faults(session: Session, event_id: int, seen: Counter[str]) -> list[str]:
    """What went wrong in a round: nothing."""
    until_all_have_answered(session, event_id)
    referee = Referee(SEATS)
    referee.watch(session, event_id)
    rows = ledger.roster(session, event_id)
    confirmed = sum(each.size for each in rows if each.state == SignUpState.CONFIRMED)
    valid = Counter(each.person for each in rows if each.state != SignUpState.CANCELLED)
    wrong = {
        "confirmed": confirmed != SEATS,
        "seated at once": referee.most != SEATS,
        "in the ledger twice": max(valid.values()) > 1,
        "lost": {each.person for each in rows} != {f"line:P{number}" for number in range(PEOPLE)},
        "numbers": [each.number for each in rows] != list(range(1, len(rows) + 1)),
        "refused": not set(seen) <= {"done", "AlreadySignedUp", "OfferGone"},
    }
    return [*referee.faults, *(name for name, bad in wrong.items() if bad)]


def test_the_referee_sees_that_the_lock_is_off(db: Database, url: str) -> None:
    """The canary: without the lock, and the order's unique numbers, more are seated than there are places."""
    with db.transaction() as session:
        session.execute(text("DROP INDEX uq_sign_ups_number"))
    referee = Referee(SEATS)
    with Race(url, unlocked=True) as runners:
        for _turn in range(10):  # on a busy machine a round can go by without two at the same moment
            event_id, _ = race(db, runners)
            referee = Referee(SEATS)
            with db.transaction() as session:
                referee.watch(session, event_id)
            if referee.most > SEATS:
                break

    assert referee.most > SEATS
    assert referee.faults != []


def test_without_the_lock_the_unique_numbers_hold_but_people_are_turned_away(db: Database, url: str) -> None:
    with Race(url, unlocked=True) as runners:
        _, seen = race(db, runners)

    assert seen["IntegrityError"] > 0
