from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from community import shifts, signups
from community.admission import EventPast
from community.events import Event
from community.parties import Member
from community.shifts import NotYourShift, Shift, ShiftFull, ShiftsOverlap, ShiftUnsound
from tests.community.gatherings import HOUR, OFFICER, come, published


def shift(
    event: Event, begins: float, ends: float, wanted: int | None = 2, task: str = "会場の準備"
) -> Shift:
    """Hours from the beginning of the event."""
    times = {"starts_at": event.starts_at + begins * HOUR, "ends_at": event.starts_at + ends * HOUR}
    return Shift(event_id=event.id, task=task, wanted=wanted, **times)


def test_helpers_choose_what_they_do_and_give_it_back_with_their_place(
    session: Session, now: datetime
) -> None:
    event = published(session, now, capacity=9)
    early, late = (shifts.add(session, shift(event, *each), OFFICER, now) for each in [(0, 1), (1, 2)])
    mine, other = come(session, event, "A", now, (40, 41)), come(session, event, "B", now)

    shifts.choose(session, mine.id, {early.id: 2, late.id: 1}, "line:A", now)
    with pytest.raises(ShiftFull) as said, session.begin_nested():
        shifts.choose(session, other.id, {early.id: 1}, "line:B", now)
    shifts.choose(session, other.id, {late.id: 1}, "line:B", now)
    shifts.choose(session, other.id, {late.id: 1}, "line:B", now)
    assert (said.value.facts["free"], shifts.helpers(session, event.id)) == (0, {early.id: 2, late.id: 2})

    signups.change_party(session, mine.id, (Member(40),), "line:A", now)
    assert shifts.helpers(session, event.id) == {early.id: 1, late.id: 2}
    signups.cancel(session, mine.id, "line:A", now)
    assert shifts.helpers(session, event.id) == {late.id: 1}
    shifts.choose(session, other.id, {}, "line:B", now)
    assert shifts.helpers(session, event.id) == {}
    assert [each.task for each in shifts.of_event(session, event.id)] == ["会場の準備", "会場の準備"]


def test_what_can_not_be_chosen_is_refused(session: Session, now: datetime) -> None:
    event, elsewhere = published(session, now, capacity=1), published(session, now)
    one, other = (shifts.add(session, shift(event, *each, None), OFFICER, now) for each in [(0, 1.5), (1, 2)])
    far = shifts.add(session, shift(elsewhere, 0, 1), OFFICER, now)
    mine, waiting = come(session, event, "A", now), come(session, event, "B", now)

    for refused, sign_up, chosen in [
        (ShiftsOverlap, mine, {one.id: 1, other.id: 1}),
        (NotYourShift, mine, {far.id: 1}),
        (NotYourShift, mine, {one.id: 2}),
        (NotYourShift, mine, {one.id: 0}),
        (NotYourShift, waiting, {one.id: 1}),
    ]:
        with pytest.raises(refused):
            shifts.choose(session, sign_up.id, chosen, "line:A", now)
    with pytest.raises(EventPast):
        shifts.choose(session, mine.id, {one.id: 1}, "line:A", event.starts_at)
    assert shifts.helpers(session, event.id) == {}


def test_a_shift_lies_within_its_event(session: Session, now: datetime) -> None:
    event = published(session, now)

    for wrong, fields in [
        (shift(event, -1, 1), ("starts_at",)),
        (shift(event, 1, 3), ("ends_at",)),
        (shift(event, 1, 1), ("ends_at",)),
        (shift(event, 0, 1, 0, " "), ("task", "wanted")),
    ]:
        with pytest.raises(ShiftUnsound) as said:
            shifts.add(session, wrong, OFFICER, now)
        assert said.value.facts["fields"] == fields
