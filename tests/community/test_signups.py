from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from community import audit, ledger, offers, organizing, signups
from community.admission import EventPast, Full, Way
from community.events import EventState
from community.ledger import Channel, NoSuchSignUp, SignUp, SignUpState
from community.parties import Member
from community.signups import AlreadySignedUp, NotThere, SignedUpByAnother
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published, unpublished


def states(session: Session, event_id: int) -> str:
    """An event's sign-ups in order, by the first letter of their states."""
    return "".join(each.state[0] for each in ledger.roster(session, event_id))


def test_the_whole_way_from_a_draft_to_a_place_that_came_free(session: Session, now: datetime) -> None:
    event = unpublished(session, now, capacity=2)
    organizing.publish(session, event.id, OFFICER, now)
    first, second, third = (come(session, event, who, now) for who in ("A", "B", "C"))

    assert [each.state for each in (first, second, third)] == ["confirmed", "confirmed", "waitlisted"]
    assert (event.state, ledger.position(session, third)) == (EventState.FULL, 1)

    gone = signups.cancel(session, first.id, "line:A", now)

    assert (gone.sign_up.state, gone.moves.offered) == (SignUpState.CANCELLED, (third,))
    assert (third.state, third.offered_until) == (SignUpState.OFFERED, now + DAY)

    offers.accept(session, third.id, "line:C", now)

    assert (third.state, third.offered_until) == (SignUpState.CONFIRMED, None)
    assert [(each.who, each.what) for each in audit.trail(session, event.id, f"sign_up:{third.id}")] == [
        ("line:C", "signed up"),
        ("line:A", "offered"),
        ("line:C", "accepted"),
    ]


def test_the_same_tap_again_is_the_same_sign_up_whatever_happened_meanwhile(
    session: Session, now: datetime
) -> None:
    event = published(session, now)
    mine = come(session, event, "A", now)

    assert come(session, event, "A", now).id == mine.id
    signups.cancel(session, mine.id, "line:A", now)
    again = come(session, event, "A", now)  # a tap that was slow on its way signs nobody up anew
    organizing.step(session, event.id, EventState.CLOSED, OFFICER, now)

    assert (again.id, again.state) == (mine.id, SignUpState.CANCELLED)
    assert come(session, event, "A", now + 400 * DAY).id == mine.id
    assert session.query(SignUp).count() == 1


def test_one_request_for_two_people_is_two_sign_ups(session: Session, now: datetime) -> None:
    event = published(session, now)
    for parent in ("named:mother", "named:father", "named:mother"):
        come(session, event, "A", now, person=parent)

    assert [each.person for each in ledger.roster(session, event.id)] == ["named:mother", "named:father"]


def test_another_tap_of_the_same_person_finds_the_sign_up_there_is(session: Session, now: datetime) -> None:
    event = published(session, now, capacity=1)
    come(session, event, "A", now)
    mine = come(session, event, "B", now)

    with pytest.raises(AlreadySignedUp) as said:
        come(session, event, "B", now, (40, 41), request="another")

    assert said.value.facts == {
        "event": event.id,
        "title": event.title,
        "sign_up": mine.id,
        "state": "waitlisted",
        "position": 1,
        "ways": (Way.CHANGE,),
    }


def test_who_cancelled_may_come_again_and_then_is_the_last(session: Session, now: datetime) -> None:
    event = published(session, now, capacity=1)
    mine = come(session, event, "A", now)
    come(session, event, "B", now)
    signups.cancel(session, mine.id, "line:A", now)

    again = come(session, event, "A", now, request="another")

    assert (again.number, ledger.position(session, again)) == (3, 1)
    assert states(session, event.id) == "cow"


def test_two_proxies_for_one_person_are_one_too_many_and_neither_learns_of_the_other(
    session: Session, now: datetime
) -> None:
    event = published(session, now)
    grandmother = ledger.person_key("佐藤 ハナ", "0191-21-2148")
    same = ledger.person_key("佐藤ハナ", "+81 191(21)2148")
    mine = come(session, event, "A", now, person=grandmother, channel=Channel.LINE)

    with pytest.raises(SignedUpByAnother) as said:
        come(session, event, "B", now, person=same)

    assert same == grandmother
    assert said.value.facts == {
        "event": event.id,
        "title": event.title,
        "state": "confirmed",
        "ways": (Way.CALL,),
    }
    assert signups.belongs(mine, "line:A") is mine
    for stranger in ("line:B", ""):
        with pytest.raises(NoSuchSignUp):
            signups.belongs(mine, stranger)


def test_a_party_is_taken_whole_or_waits_and_a_smaller_one_may_come_first(
    session: Session, now: datetime
) -> None:
    event = published(session, now, capacity=4)

    for who, size in [("A", 3), ("B", 2), ("C", 1), ("D", 1)]:
        come(session, event, who, now, (40,) * size)

    assert states(session, event.id) == "cwcw"
    assert [ledger.position(session, each) for each in ledger.roster(session, event.id)] == [0, 1, 0, 2]


def test_a_waiting_list_may_have_an_end(session: Session, now: datetime) -> None:
    event = published(session, now, capacity=1, waiting=1)
    come(session, event, "A", now)
    come(session, event, "B", now)

    with pytest.raises(Full) as said, session.begin_nested():
        come(session, event, "C", now)
    assert (said.value.facts["free"], said.value.facts["ways"]) == (0, (Way.WATCH, Way.FIND))
    assert states(session, event.id) == "cw"


def test_without_capacity_nobody_waits(session: Session, now: datetime) -> None:
    event = published(session, now, capacity=None)

    for number in range(12):
        come(session, event, str(number), now, (40,) * 10)

    assert (states(session, event.id), event.state) == ("c" * 12, EventState.PUBLISHED)


def test_a_party_grows_only_into_places_there_are_and_shrinking_makes_room(
    session: Session, now: datetime
) -> None:
    event = published(session, now, capacity=4)
    mine, _, other = (
        come(session, event, who, now, (40,) * size) for who, size in [("A", 2), ("B", 1), ("C", 2)]
    )

    bigger = signups.change_party(session, mine.id, (Member(1),) * 3, "line:A", now)
    assert (bigger.sign_up.size, event.state) == (3, EventState.FULL)
    with pytest.raises(Full) as said, session.begin_nested():
        signups.change_party(session, mine.id, (Member(1),) * 4, "line:A", now)
    smaller = signups.change_party(session, mine.id, (Member(1),), "line:A", now)

    assert said.value.facts["free"] == 3
    assert (smaller.moves.offered, other.state) == ((other,), SignUpState.OFFERED)
    assert states(session, event.id) == "cco"


def test_who_waits_keeps_the_place_in_order_with_another_party(session: Session, now: datetime) -> None:
    event = published(session, now, capacity=2)
    come(session, event, "A", now)
    waiting = come(session, event, "B", now, (40, 41))

    moved = signups.change_party(session, waiting.id, (Member(40),), "line:B", now)

    assert (moved.moves.offered, waiting.number) == ((waiting,), 2)


def test_a_late_cancellation_is_taken_and_called_late(session: Session, now: datetime) -> None:
    event = published(session, now, capacity=3, cancel_until=now + DAY)
    early, late = come(session, event, "A", now), come(session, event, "B", now)

    signups.cancel(session, early.id, "line:A", now + DAY - HOUR)
    signups.cancel(session, late.id, "line:B", now + DAY)
    signups.cancel(session, late.id, "line:B", now + 2 * DAY)

    assert (early.late, late.late, late.changed_at) == (False, True, now + DAY)


def test_after_the_beginning_nothing_is_cancelled_but_the_roster_is_ticked(
    session: Session, now: datetime
) -> None:
    event = published(session, now, capacity=5)
    mine = come(session, event, "A", now, (40, 41))

    with pytest.raises(NotThere):
        signups.tick(session, mine.id, 2, OFFICER, now + 9 * DAY)
    with pytest.raises(EventPast):
        signups.cancel(session, mine.id, "line:A", event.starts_at)
    for came, state in [(5, SignUpState.ATTENDED), (0, SignUpState.ABSENT), (1, SignUpState.ATTENDED)]:
        signups.tick(session, mine.id, came, OFFICER, event.starts_at)
        assert (mine.state, mine.came) == (state, min(came, 2))


def test_what_is_not_in_the_ledger_is_refused_without_a_word(session: Session, now: datetime) -> None:
    for step in (signups.cancel, offers.accept, offers.decline):
        with pytest.raises(NoSuchSignUp) as said:
            step(session, "nobody's", "line:A", now)
        assert said.value.facts == {}


def test_a_person_without_account_is_told_apart_by_name_and_number() -> None:
    key = ledger.person_key("Sato Hana", "0191-21-2148")

    assert key == ledger.person_key("ＳＡＴＯ　ｈａｎａ", "(0191)21-2148")
    assert key not in {ledger.person_key("Sato Taro", "0191-21-2148"), ledger.person_key("Sato Hana", "0")}
    assert "Hana" not in key


def test_who_has_come_does_not_give_their_place_back(session: Session, now: datetime) -> None:
    event = published(session, now, capacity=1, starts_at=now + HOUR, ends_at=now + 2 * HOUR)
    mine, _waits = come(session, event, "A", now), come(session, event, "B", now)
    signups.tick(session, mine.id, 1, OFFICER, now)

    with pytest.raises(signups.AlreadyThere):
        signups.cancel(session, mine.id, "line:A", now)

    assert [each.state for each in ledger.roster(session, event.id)] == ["attended", "waitlisted"]
