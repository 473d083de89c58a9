from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from community import arrivals
from community.arrivals import ERASED, Arrival, ArrivalState, Arriving


def arriving(
    event: str, person: str = "line:U1", *, message: str | None = None, ignored: str | None = None
) -> Arriving:
    return Arriving(f"line:{event}", "line", person, {"event": event}, message, ignored)


def test_a_redelivered_event_is_stored_once_and_wanted_once(session: Session, now: datetime) -> None:
    first = arrivals.take_in(session, [arriving("a"), arriving("b")], now)
    again = arrivals.take_in(session, [arriving("b"), arriving("c")], now)

    assert first == {"line:a", "line:b"}
    assert again == {"line:c"}
    assert session.query(Arrival).count() == 3


def test_the_same_event_twice_in_one_batch_is_stored_once(session: Session, now: datetime) -> None:
    assert arrivals.take_in(session, [arriving("a"), arriving("a")], now) == {"line:a"}
    assert session.query(Arrival).count() == 1


def test_an_ignored_event_is_kept_with_its_reason_and_wants_no_answer(
    session: Session, now: datetime
) -> None:
    wanted = arrivals.take_in(session, [arriving("a", ignored="standby"), arriving("b")], now)

    kept = session.get_one(Arrival, "line:a")
    assert wanted == {"line:b"}
    assert (kept.state, kept.note, kept.finished_at) == (ArrivalState.IGNORED, "standby", now)


def test_a_message_taken_back_is_erased_and_seen_as_taken_back(session: Session, now: datetime) -> None:
    arrivals.take_in(session, [arriving("a", message="m1"), arriving("b", message="m2")], now)

    assert arrivals.erase(session, "line", "m1") == 1

    gone, kept = arrivals.claim(session, "line:a"), arrivals.claim(session, "line:b")
    assert gone is not None
    assert kept is not None
    assert (gone.body, gone.taken_back) == (dict(ERASED), True)
    assert (kept.body, kept.taken_back) == ({"event": "b"}, False)


def test_a_message_that_comes_after_its_own_unsending_is_taken_back(session: Session, now: datetime) -> None:
    arrivals.take_in(session, [arriving("unsend", message="m1")], now)
    arrivals.erase(session, "line", "m1")
    arrivals.take_in(session, [arriving("redelivered", message="m1")], now)

    claimed = arrivals.claim(session, "line:redelivered")

    assert claimed is not None
    assert claimed.taken_back


def test_claiming_what_is_not_there_gives_nothing(session: Session) -> None:
    assert arrivals.claim(session, "line:never") is None


def test_failures_and_takeovers_are_counted_apart(session: Session, now: datetime) -> None:
    arrivals.take_in(session, [arriving("a")], now)

    assert [arrivals.stumble(session, "line:a") for _ in range(2)] == [1, 2]
    assert arrivals.take_up_again(session, "line:a") == 1
    assert arrivals.take_up_again(session, "line:gone") == 0


def test_the_sweep_sees_waiting_arrivals_oldest_first_and_no_others(session: Session, now: datetime) -> None:
    for minutes, event in enumerate(["young", "old", "done"]):
        arrivals.take_in(session, [arriving(event)], now - timedelta(minutes=minutes))
    arrivals.finish(session, "line:done", ArrivalState.HANDLED, now)

    late = arrivals.overdue(session, now - timedelta(seconds=30))

    assert [each.id for each in late] == ["line:old"]
    assert arrivals.waiting_since(session) == now - timedelta(minutes=1)


def test_what_still_waits_is_never_forgotten(session: Session, now: datetime) -> None:
    arrivals.take_in(session, [arriving("waits"), arriving("done")], now - timedelta(days=100))
    arrivals.finish(session, "line:done", ArrivalState.HANDLED, now)

    assert arrivals.forget(session, now - timedelta(days=90)) == 1
    assert session.get(Arrival, "line:waits") is not None
