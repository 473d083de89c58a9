from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from community import admission, events, signups
from community.admission import Unwelcome, Way
from community.errors import Refusal
from community.events import Event, EventState
from community.parties import Member
from tests.community.gatherings import DAY, HOUR, asking, unpublished

OPENS, CLOSES, STARTS = 1, 5, 10  # days from now
ONE = (Member(40),)


def event_of(now: datetime, state: EventState = EventState.PUBLISHED, **columns: Any) -> Event:
    """An event with all its times, which is in no database: judging needs none."""
    given = {
        "id": 12,
        "state": state,
        "title": "そば打ち体験",
        "capacity": 20,
        "opens_at": now + OPENS * DAY,
        "closes_at": now + CLOSES * DAY,
        "starts_at": now + STARTS * DAY,
        "ends_at": now + STARTS * DAY + HOUR,
        "telephone": "0191-21-2148",
        **columns,
    }
    return Event(**given)


@pytest.mark.parametrize(
    ("days", "refused"),
    [
        (0, admission.NotOpenYet),
        (OPENS, None),
        (CLOSES - 0.001, None),
        (CLOSES, admission.SignUpClosed),
        (STARTS - 0.001, admission.SignUpClosed),
        (STARTS, admission.EventPast),
        (400, admission.EventPast),
    ],
)
def test_sign_up_is_open_from_its_first_moment_until_before_its_last(
    now: datetime, days: float, refused: type[Unwelcome] | None
) -> None:
    event = event_of(now)

    if refused is None:
        admission.judge(event, ONE, now + days * DAY)
        return
    with pytest.raises(refused) as said:
        admission.judge(event, ONE, now + days * DAY)
    assert said.value.facts["ways"] == refused.ways
    assert said.value.facts["telephone"] == "0191-21-2148"


@pytest.mark.parametrize(
    ("state", "refused"),
    [
        (EventState.CLOSED, admission.SignUpClosed),
        (EventState.CANCELLED, admission.EventCancelled),
        (EventState.POSTPONED, admission.EventPostponed),
        (EventState.HELD, admission.EventPast),
    ],
)
def test_nobody_signs_up_for_what_was_ended_by_hand(
    now: datetime, state: EventState, refused: type[Refusal]
) -> None:
    with pytest.raises(refused):
        admission.judge(event_of(now, state), ONE, now + 2 * DAY)


def test_a_draft_and_an_unknown_number_are_refused_alike(session: Session, now: datetime) -> None:
    draft = unpublished(session, now)

    for number in (draft.id, draft.id + 1000):
        with pytest.raises(events.NoSuchEvent) as said:
            signups.sign_up(session, number, asking("A"), now)
        assert said.value.facts == {"event": number}


@pytest.mark.parametrize(
    ("party", "refused", "facts"),
    [
        ((), admission.NobodyComes, {}),
        ((6, 12), None, {}),
        ((5, 12), admission.AgeOutside, {"ages": (5,), "youngest": 6, "oldest": 12}),
        ((6, 13, 40), admission.AgeOutside, {"ages": (13, 40), "youngest": 6, "oldest": 12}),
        ((None, 13), admission.AgeOutside, {"ages": (13,), "youngest": 6, "oldest": 12}),
        ((None, 6), admission.AgeUnknown, {"youngest": 6, "oldest": 12}),
        ((8,) * 10, None, {}),
        ((8,) * 11, admission.PartyTooLarge, {"most": 10, "size": 11}),
        ((8,) * 40, admission.PartyTooLarge, {"most": 10, "size": 40}),
    ],
)
def test_who_may_come_together(
    now: datetime,
    party: tuple[int | None, ...],
    refused: type[Unwelcome] | None,
    facts: dict[str, object],
) -> None:
    event, members = event_of(now, youngest=6, oldest=12), tuple(Member(age) for age in party)

    if refused is None:
        admission.judge(event, members, now + 2 * DAY)
        return
    with pytest.raises(refused) as said:
        admission.judge(event, members, now + 2 * DAY)
    assert facts.items() <= said.value.facts.items()
    assert said.value.facts["ways"] == refused.ways


def test_a_party_larger_than_the_whole_event_does_not_wait_for_ever(now: datetime) -> None:
    with pytest.raises(admission.PartyTooLarge) as said:
        admission.judge(event_of(now, capacity=3), ONE * 4, now + 2 * DAY)
    assert (said.value.facts["most"], said.value.facts["ways"]) == (3, (Way.SMALLER, Way.CALL))


def test_ages_count_on_the_day_of_the_event_as_it_is_in_town(now: datetime) -> None:
    # 0:30 in Ichinoseki on 21 June, still the 20th in UTC.
    starts = datetime(2026, 6, 20, 15, 30, tzinfo=now.tzinfo)
    event = event_of(now, youngest=18, starts_at=starts)
    grown, child = Member(born=date(2008, 6, 21)), Member(born=date(2008, 6, 22))

    assert admission.welcome(event, (grown,))
    assert not admission.welcome(event, (child,))


def test_every_no_has_its_own_template_and_a_way_on() -> None:
    kinds = Unwelcome.__subclasses__()

    assert len({kind.template for kind in kinds}) == len(kinds)
    assert all(kind.ways for kind in kinds)
