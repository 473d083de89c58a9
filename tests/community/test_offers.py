from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from community import audit, ledger, offers, organizing, signups
from community.admission import EventCancelled
from community.events import Event, EventState
from community.hours import TOWN
from community.ledger import Channel, SignUpState
from community.offers import OfferGone
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published

EVENING, NIGHT, MORNING = (
    datetime(2026, 6, day, hour, tzinfo=TOWN) for day, hour in [(10, 20), (10, 22), (11, 8)]
)


def states(session: Session, event: Event) -> str:
    return "".join(each.state[0] for each in ledger.roster(session, event.id))


def filled(session: Session, now: datetime, waiting: str = "BC", **columns: object) -> Event:
    """An event with one place, which A has; the others wait."""
    event = published(session, now, capacity=1, **columns)
    for who in f"A{waiting}":
        come(session, event, who, now)
    return event


def give_back(session: Session, event: Event, number: int, now: datetime) -> offers.Moves:
    mine = ledger.roster(session, event.id)[number - 1]
    return signups.cancel(session, mine.id, mine.by, now).moves


@pytest.mark.parametrize(
    ("before", "lasts"),
    [
        (30 * DAY, DAY),
        (2 * DAY, DAY),
        (12 * HOUR, 6 * HOUR),
        (4 * HOUR, 2 * HOUR),
        (timedelta(minutes=10), timedelta(minutes=5)),
    ],
)
def test_an_offer_lasts_a_day_or_half_of_what_is_left(
    now: datetime, before: timedelta, lasts: timedelta
) -> None:
    until = offers.deadline(Event(starts_at=now + before), now)

    assert until == now + lasts
    assert until < now + before


def test_an_offer_does_not_end_while_people_sleep() -> None:
    event = Event(starts_at=MORNING + 4 * HOUR)  # half of what is left from 20:00 would end at 4:00

    assert offers.deadline(event, EVENING) == MORNING + HOUR
    early = Event(starts_at=MORNING + HOUR)
    assert offers.deadline(early, EVENING) == EVENING + 6.5 * HOUR  # too late to wait for the morning


def test_before_an_early_morning_nobody_is_waited_for(session: Session) -> None:
    event = filled(session, EVENING, starts_at=MORNING - HOUR, ends_at=MORNING)
    assert give_back(session, event, 1, NIGHT) == offers.NOBODY

    assert come(session, event, "D", NIGHT).state == SignUpState.CONFIRMED
    assert states(session, event) == "cwwc"


def test_an_offer_that_nobody_answers_goes_to_the_next_and_then_nobody_has_it(
    session: Session, now: datetime
) -> None:
    event = filled(session, now)
    give_back(session, event, 1, now)
    _, second, third = ledger.roster(session, event.id)

    assert (event.due_at, offers.due(session, now + DAY - HOUR), offers.due(session, now + DAY)) == (
        now + DAY,
        [],
        [event.id],
    )
    moves = offers.tick(session, event.id, now + DAY)
    assert (moves.expired, moves.offered, second.ended) == ((second,), (third,), "expired")
    assert offers.tick(session, event.id, now + DAY) == offers.NOBODY
    with pytest.raises(OfferGone):
        offers.accept(session, second.id, "line:B", now + DAY)
    offers.tick(session, event.id, now + 2 * DAY)

    assert (states(session, event), event.state) == ("ccc", EventState.PUBLISHED)
    assert {each.state for each in ledger.roster(session, event.id)} == {"cancelled"}
    expired = [each for each in audit.trail(session, event.id) if each.what == "expired"]
    assert [each.who for each in expired] == [audit.CLOCK, audit.CLOCK]


def test_an_offer_that_is_over_is_gone_also_before_the_clock_has_seen_it(
    session: Session, now: datetime
) -> None:
    event = filled(session, now, "B")
    (offered,) = give_back(session, event, 1, now).offered

    with pytest.raises(OfferGone), session.begin_nested():
        offers.accept(session, offered.id, "line:B", now + DAY)
    assert offers.accept(session, offered.id, "line:B", now + DAY - HOUR / 60) == offers.NOBODY
    assert offers.accept(session, offered.id, "line:B", now + 3 * DAY) == offers.NOBODY
    assert states(session, event) == "cc"


def test_who_passes_lets_the_next_be_asked(session: Session, now: datetime) -> None:
    event = filled(session, now)
    (second,) = give_back(session, event, 1, now).offered

    moves = offers.decline(session, second.id, "line:B", now)

    assert ([each.person for each in moves.offered], second.ended) == (["line:C"], "passed")
    assert offers.decline(session, second.id, "line:B", now) == offers.NOBODY
    with pytest.raises(OfferGone):
        offers.accept(session, second.id, "line:B", now)


def test_nobody_is_asked_at_night_and_nobody_overtakes_by_being_awake(session: Session) -> None:
    event = filled(session, EVENING)

    assert give_back(session, event, 1, NIGHT) == offers.NOBODY
    assert (states(session, event), event.due_at, event.state) == ("cww", MORNING, EventState.FULL)
    assert come(session, event, "D", NIGHT + HOUR).state == SignUpState.WAITLISTED

    assert offers.due(session, MORNING) == [event.id]
    moves = offers.tick(session, event.id, MORNING)
    assert ([each.number for each in moves.offered], states(session, event)) == ([2], "coww")


def test_the_first_who_fit_and_may_come_are_asked(session: Session, now: datetime) -> None:
    event = published(session, now, capacity=3)
    come(session, event, "A", now, (40, 40, 40))
    come(session, event, "B", now, (40, 40, 40))  # too many for what comes free
    come(session, event, "C", now, (90, 40))  # too old, once the ages are limited
    come(session, event, "D", now, (40, 40))
    come(session, event, "E", now, (40,))
    organizing.change(session, event.id, {"oldest": 80}, OFFICER, now)

    signups.change_party(
        session,
        ledger.roster(session, event.id)[0].id,
        ledger.roster(session, event.id)[4].members,
        "line:A",
        now,
    )

    assert states(session, event) == "cwwow"


def test_raised_capacity_is_offered_too_and_a_newcomer_does_not_overtake(
    session: Session, now: datetime
) -> None:
    event = filled(session, now)

    moves = organizing.change(session, event.id, {"capacity": 2}, OFFICER, now)

    assert [each.person for each in moves.offered] == ["line:B"]
    assert come(session, event, "D", now).state == SignUpState.WAITLISTED
    assert states(session, event) == "coww"


def test_places_are_passed_on_after_the_sign_up_has_closed(session: Session, now: datetime) -> None:
    event = filled(session, now, closes_at=now + DAY)
    offers.tick(session, event.id, now + DAY)
    assert event.state == EventState.CLOSED

    (offered,) = give_back(session, event, 1, now + 2 * DAY).offered
    offers.accept(session, offered.id, "line:B", now + 2 * DAY)

    assert states(session, event) == "ccw"


def test_a_cancelled_event_takes_its_offers_back_and_asks_nobody(session: Session, now: datetime) -> None:
    event = filled(session, now)
    (offered,) = give_back(session, event, 1, now).offered

    organizing.step(session, event.id, EventState.CANCELLED, OFFICER, now)

    assert (offered.state, offered.offered_until, event.due_at) == (SignUpState.WAITLISTED, None, None)
    with pytest.raises(EventCancelled):
        offers.accept(session, offered.id, "line:B", now)


def test_a_postponed_event_goes_on_with_its_order_when_it_has_a_new_day(
    session: Session, now: datetime
) -> None:
    event = filled(session, now)
    give_back(session, event, 1, now)
    organizing.step(session, event.id, EventState.POSTPONED, OFFICER, now)
    new_day = {"starts_at": now + 60 * DAY, "ends_at": now + 60 * DAY + HOUR}
    assert organizing.change(session, event.id, new_day, OFFICER, now) == offers.NOBODY

    moves = organizing.publish(session, event.id, OFFICER, now)

    assert ([each.person for each in moves.offered], states(session, event)) == (["line:B"], "cow")


def test_people_without_line_are_called_the_most_urgent_first(session: Session, now: datetime) -> None:
    soon = filled(session, now, "", starts_at=now + DAY, ends_at=now + DAY + HOUR)
    later = filled(session, now, "B")
    for event, channel in [
        (later, Channel.PHONE),
        (soon, Channel.COUNTER),
        (later, Channel.LINE),
        (later, Channel.WEB),
    ]:
        come(session, event, f"{channel} of {event.id}", now, channel=channel)
    organizing.change(session, later.id, {"capacity": 4}, OFFICER, now)
    organizing.change(session, soon.id, {"capacity": 2}, OFFICER, now)

    assert [each.channel for each in offers.calls(session)] == [Channel.COUNTER, Channel.PHONE]
    assert [each.reachable for each in offers.calls(session)] == [False, False]
    for call in offers.calls(session):
        offers.accept(session, call.id, OFFICER, now)
    assert list(offers.calls(session)) == []


def test_nothing_is_offered_once_it_has_begun(session: Session, now: datetime) -> None:
    event = filled(session, now)

    assert offers.tick(session, event.id, event.starts_at) == offers.NOBODY
    organizing.change(session, event.id, {"capacity": 5}, OFFICER, event.starts_at)

    assert (states(session, event), event.state, event.due_at) == ("cww", EventState.CLOSED, None)
