from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from community import deliveries
from community.arrivals import Claimed
from community.deliveries import Delivery, DeliveryState, Means, Parcel

REPLY = Parcel(Means.REPLY, {"token": "t", "to": "U1"}, {"messages": []}, ("一つ目", "二つ目"), Means.PUSH)


def post(session: Session, now: datetime, parcels: Sequence[Parcel] = (REPLY,), event: str = "a") -> Delivery:
    arrival = Claimed(f"line:{event}", "line", "line:U1", {}, "waiting", now, taken_back=False)
    posted = deliveries.post(session, arrival, parcels, now)
    return session.get_one(Delivery, posted[0].id)


def test_the_first_delivery_is_on_record_as_tried_before_anything_is_sent(
    session: Session, now: datetime
) -> None:
    first = post(session, now, [REPLY, REPLY])
    second = session.get_one(Delivery, "line:a/02")

    assert (first.id, first.state, first.tries) == ("line:a/01", DeliveryState.TRYING, 1)
    assert (second.state, second.tries) == (DeliveryState.QUEUED, 0)
    assert first.retry_key != second.retry_key


def test_going_on_with_a_try_somebody_died_in_is_doubtful(session: Session, now: datetime) -> None:
    delivery = post(session, now)

    deliveries.begin(delivery)

    assert (delivery.doubtful, delivery.tries) == (True, 2)


def test_trying_again_after_a_clear_refusal_is_not_doubtful(session: Session, now: datetime) -> None:
    delivery = post(session, now)

    assert deliveries.postpone(delivery, now + timedelta(seconds=1), "429", doubtful=False)
    deliveries.begin(delivery)

    assert not delivery.doubtful


def test_a_reply_token_refused_at_the_first_try_is_followed_by_a_push(
    session: Session, now: datetime
) -> None:
    delivery = post(session, now)

    assert deliveries.address_gone(delivery, now)
    assert (delivery.means, delivery.fallback) == (Means.PUSH, None)


def test_a_reply_token_refused_after_a_doubtful_try_says_that_it_had_arrived(
    session: Session, now: datetime
) -> None:
    delivery = post(session, now)
    deliveries.begin(delivery)

    assert not deliveries.address_gone(delivery, now + timedelta(seconds=20))
    assert delivery.state == DeliveryState.SENT


def test_an_old_doubt_becomes_unknown_and_is_never_pushed(session: Session, now: datetime) -> None:
    delivery = post(session, now)
    deliveries.begin(delivery)

    assert not deliveries.address_gone(delivery, now + timedelta(minutes=5))
    assert (delivery.state, delivery.means) == (DeliveryState.UNKNOWN, Means.REPLY)


@pytest.mark.parametrize(
    ("doubtful", "state"), [(False, DeliveryState.FAILED), (True, DeliveryState.UNKNOWN)]
)
def test_too_many_tries_end_as_failed_or_unknown(
    session: Session, now: datetime, *, doubtful: bool, state: DeliveryState
) -> None:
    delivery = post(session, now)
    delivery.tries = deliveries.MAX_TRIES

    assert not deliveries.postpone(delivery, now, "500", doubtful=doubtful)
    assert delivery.state == state


def test_marking_as_sent_leaves_a_closed_delivery_alone(session: Session, now: datetime) -> None:
    delivery = post(session, now)
    deliveries.give_up(delivery, "no such user")
    session.flush()

    deliveries.mark_sent(session, delivery.id, "r", now)

    session.refresh(delivery)
    assert delivery.state == DeliveryState.FAILED


def test_only_the_first_open_delivery_of_an_answer_is_overdue(session: Session, now: datetime) -> None:
    post(session, now - timedelta(minutes=2), [REPLY, REPLY])

    assert deliveries.overdue(session, now) == ["line:a/01"]


def test_nothing_is_tried_any_more_for_somebody_who_left(session: Session, now: datetime) -> None:
    delivery = post(session, now, [REPLY, REPLY])
    waiting = session.get_one(Delivery, "line:a/02")

    deliveries.cancel_open(session, delivery.person)

    session.refresh(waiting)
    assert waiting.state == DeliveryState.CANCELLED


def test_choices_are_the_latest_that_were_offered_and_age(session: Session, now: datetime) -> None:
    post(session, now - timedelta(minutes=10), event="a")
    post(session, now - timedelta(minutes=5), [Parcel(Means.PUSH, {}, {}, ("三つ目",))], event="b")
    post(session, now - timedelta(minutes=2), [Parcel(Means.PUSH, {}, {})], event="thanks")

    assert deliveries.last_choices(session, "line:U1", now - timedelta(minutes=30)) == ["三つ目"]
    assert deliveries.last_choices(session, "line:U1", now - timedelta(minutes=1)) == ()
    assert deliveries.last_choices(session, "line:U2", now - timedelta(minutes=30)) == ()


def test_sent_deliveries_are_read_on_from_a_place(session: Session, now: datetime) -> None:
    for minute, event in enumerate(["a", "b", "c"]):
        delivery = post(session, now, event=event)
        deliveries.mark_sent(session, delivery.id, None, now + timedelta(minutes=minute))
    session.expire_all()

    later = deliveries.after(session, "line:U1", (now, "line:a/01"))

    assert [each.id for each in later] == ["line:b/01", "line:c/01"]


def test_what_is_not_closed_is_never_forgotten(session: Session, now: datetime) -> None:
    closed = post(session, now - timedelta(days=100), event="closed")
    deliveries.mark_sent(session, closed.id, None, now)
    post(session, now - timedelta(days=100), event="open")

    assert deliveries.forget(session, now - timedelta(days=90)) == 1
    assert session.get(Delivery, "line:open/01") is not None
