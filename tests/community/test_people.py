from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from community import people
from community.people import Person


def test_somebody_who_comes_back_is_not_new_and_has_not_left(session: Session, now: datetime) -> None:
    assert people.welcome(session, "line:U1", "line", now)
    people.farewell(session, "line:U1", "line", now + timedelta(days=1))
    session.expire_all()
    assert session.get_one(Person, "line:U1").left_at == now + timedelta(days=1)

    assert not people.welcome(session, "line:U1", "line", now + timedelta(days=2))

    session.expire_all()
    person = session.get_one(Person, "line:U1")
    assert (person.since, person.left_at) == (now, None)


def test_somebody_we_never_saw_can_leave(session: Session, now: datetime) -> None:
    people.farewell(session, "line:U9", "line", now)

    assert session.get_one(Person, "line:U9").left_at == now
