"""When an event is over: it counts as held, who didn't come as absent, and who came is thanked.

By the organiser's closing the roster, or by the clock the next morning. Where nobody used the roster, nobody
is absent: it isn't known. What thanks say is `handlers/afterwards.py`.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from community import checkin, courses, events, hours, ledger, organizing, signups
from community.courses import Attendance, Lesson
from community.events import COMING, Event, EventState
from community.ledger import REACHABLE, SignUp, SignUpState

FROM, UNTIL = time(9), time(20)  # in town, for thanks
THANKED_WITHIN = timedelta(days=3)


def close(session: Session, event_id: int, who: str, now: datetime) -> int:
    """Close the roster: who wasn't received is absent; how many those are. It can still be put right.

    Raises:
        NoSuchEvent: there is none.
        NotThatWay: it hasn't begun (a course: its last session), or won't be held.
    """
    event = events.lock(session, event_id)
    last = max((each.starts_at for each in _lessons(session, event_id)), default=event.starts_at)
    if now < last:
        raise events.NotThatWay(
            event=event.id, title=event.title, state=event.state, wanted=str(EventState.HELD)
        )
    organizing.step(session, event_id, EventState.HELD, who, now)
    came = _came(session, event_id)
    open_ones = ledger.roster(session, event_id, SignUpState.CONFIRMED)
    for each in open_ones:
        signups.tick(session, each.id, came.get(each.id, 0), who, now)
    return sum(each.id not in came for each in open_ones)


def finish(session: Session, event_id: int, who: str, now: datetime) -> None:
    """The same the morning after, by itself: nobody is absent where nobody used the roster."""
    event = events.lock(session, event_id)
    if event.state not in COMING:
        return
    if any(each.came for each in checkin.expected(session, event_id)) or _came(session, event_id):
        close(session, event_id, who, now)
    else:
        organizing.step(session, event_id, EventState.HELD, who, now)


def over(session: Session, now: datetime) -> Sequence[int]:
    """Events that ended before today and were not closed, in one order for all who finish them."""
    ended = select(Event.id).where(Event.ends_at <= _today(now), Event.state.in_(COMING))
    return session.scalars(ended.order_by(Event.id)).all()


def to_thank(session: Session, now: datetime) -> Iterator[tuple[SignUp, Event]]:
    """Who was there these days and can be written to; some may have been thanked before. Nobody at night."""
    if not FROM <= now.astimezone(hours.TOWN).time() < UNTIL:
        return
    recent = select(SignUp, Event).join(Event, Event.id == SignUp.event_id)
    recent = recent.where(
        Event.state == EventState.HELD,
        Event.ends_at <= _today(now),
        Event.ends_at > _today(now) - THANKED_WITHIN,
        SignUp.state.in_((SignUpState.ATTENDED, SignUpState.CONFIRMED)),
        SignUp.channel.in_(REACHABLE),
    )
    for row in session.execute(recent.order_by(SignUp.event_id, SignUp.number)):
        yield row[0], row[1]


def _today(now: datetime) -> datetime:
    return datetime.combine(hours.day_of(now), time(), hours.TOWN)


def _lessons(session: Session, event_id: int) -> list[Lesson]:
    return [each for each in courses.of_event(session, event_id) if not each.dropped]


def _came(session: Session, event_id: int) -> dict[str, int]:
    """With how many people each sign-up of a course was there at most; those who never were are left out."""
    most = func.max(Attendance.came).label("most")
    rows = select(Attendance.sign_up_id, most).join(Lesson, Lesson.id == Attendance.lesson_id)
    rows = rows.where(Lesson.event_id == event_id, ~Lesson.dropped, Attendance.came > 0)
    return {row.sign_up_id: row.most for row in session.execute(rows.group_by(Attendance.sign_up_id))}
