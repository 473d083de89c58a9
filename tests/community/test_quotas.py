import itertools
import random
from collections import Counter
from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from community import ledger, organizing, quotas
from community.organizing import EventUnsound, SeatsGivenAway
from community.parties import Member
from community.quotas import Audience, People, Quota
from tests.community.gatherings import DAY, OFFICER, come, published


def seated_by_trying(capacity: int, kept: dict[int, int], people: People) -> bool:
    """Whether everybody finds a place, one by one and with asking others to move over: the slow way."""
    places: list[int | None] = [each for each, seats in kept.items() for _ in range(seats)]
    places += [None] * (capacity - len(places))
    taken: dict[int, frozenset[int]] = {}

    def seat(sort: frozenset[int], asked: set[int]) -> bool:
        for place, quota in enumerate(places):
            if place in asked or not (quota is None or quota in sort):
                continue
            asked.add(place)
            if place not in taken or seat(taken[place], asked):
                taken[place] = sort
                return True
        return False

    return all(seat(sort, set()) for sort in people.elements())


def test_people_fit_exactly_when_everybody_finds_a_place() -> None:
    chance, seen = random.Random(4), Counter[bool]()
    sorts = [frozenset(each) for size in range(4) for each in itertools.combinations((1, 2, 3), size)]
    for _ in range(3_000):
        kept = {number: chance.randint(0, 3) for number in range(1, chance.randint(1, 4))}
        capacity = sum(kept.values()) + chance.randint(0, 3)
        people = Counter({sort & set(kept): chance.randint(0, 2) for sort in chance.sample(sorts, 4)})

        fits = quotas.fit(capacity, kept, people)

        assert fits == seated_by_trying(capacity, kept, people), (capacity, kept, people)
        seen[fits] += 1
    assert min(seen.values()) > 500


@pytest.mark.parametrize(
    ("audience", "age", "area", "meant"),
    [
        (Audience.YOUTH, 29, None, True),
        (Audience.YOUTH, 30, None, False),
        (Audience.YOUTH, None, None, False),
        (Audience.SENIOR, 64, None, False),
        (Audience.SENIOR, 65, None, True),
        (Audience.SENIOR, None, None, False),
        (Audience.AREA, None, "藤沢", True),
        (Audience.AREA, 20, "花泉", False),
        (Audience.AREA, 20, None, False),
    ],
)
def test_whose_places_are_kept(audience: Audience, age: int | None, area: str | None, *, meant: bool) -> None:
    quota = Quota(audience=audience, area="藤沢" if audience is Audience.AREA else None, seats=1)

    assert quota.meant_for(age, area) == meant


def test_a_party_is_sorted_one_by_one() -> None:
    youth, local = Quota(id=1, audience=Audience.YOUTH), Quota(id=2, audience=Audience.AREA, area="藤沢")

    sorted_ones = quotas.sort((Member(20), Member(50), Member()), "藤沢", (youth, local), date(2026, 6, 20))

    assert sorted_ones == Counter({frozenset({2}): 2, frozenset({1, 2}): 1})


def test_kept_places_wait_for_their_audience_and_go_to_anyone_at_their_time(
    session: Session, now: datetime
) -> None:
    event = published(session, now, capacity=3)
    kept = Quota(audience=Audience.YOUTH, seats=2, releases_at=now + 3 * DAY)
    organizing.keep(session, event.id, [kept], OFFICER, now)

    states = [come(session, event, who, now, (age,)).state for who, age in [("A", 50), ("B", 50), ("C", 20)]]

    assert states == ["confirmed", "waitlisted", "confirmed"]
    assert event.due_at == now + 3 * DAY
    # Released: B is asked first, also before somebody young.
    late = now + 3 * DAY
    assert come(session, event, "D", late, (20,)).state == "waitlisted"
    assert [each.state for each in ledger.roster(session, event.id)] == [
        "confirmed",
        "offered",
        "confirmed",
        "waitlisted",
    ]


def test_what_can_not_be_kept_is_refused(session: Session, now: datetime) -> None:
    event = published(session, now, capacity=3)
    come(session, event, "A", now, (50, 50))
    cases = [
        (EventUnsound, [Quota(audience=Audience.YOUTH, seats=4)]),
        (EventUnsound, [Quota(audience=Audience.YOUTH, seats=0)]),
        (EventUnsound, [Quota(audience=Audience.AREA, seats=1)]),
        (EventUnsound, [Quota(audience=Audience.YOUTH, area="藤沢", seats=1)]),
        (EventUnsound, [Quota(audience=Audience.AREA, area=str(each), seats=1) for each in range(7)]),
        (SeatsGivenAway, [Quota(audience=Audience.YOUTH, seats=2)]),
    ]
    for refused, kept in cases:
        with pytest.raises(refused), session.begin_nested():
            organizing.keep(session, event.id, kept, OFFICER, now)
    organizing.keep(session, event.id, [Quota(audience=Audience.YOUTH, seats=1)], OFFICER, now)
    assert len(quotas.of_event(session, event.id)) == 1
