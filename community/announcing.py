"""Which events are told of unasked, and to whom: new ones, those that soon close or fill, a body's weeks.

Whom an event fits: who follows its body or lives in its area, is of its ages as far as is known, and hasn't
signed up. What is wanted at all is `community/reception.py`'s, how it is said `handlers/announcements.py`'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from community import audiences, broadcasts, seats
from community.audiences import Audience
from community.bodies import Body
from community.broadcasts import Broadcast
from community.events import TAKING, Event
from community.follows import Follow
from community.ledger import SignUp, SignUpState
from community.news import News, NewsState
from community.people import Person
from community.profiles import AgeGroup, Profile
from community.reception import Kind

NEW_FOR, SINCE = timedelta(days=2), timedelta(days=60)  # after its publishing, and after it was begun
AHEAD = timedelta(days=1)  # what is on tomorrow is no news any more
CLOSES_IN = timedelta(days=3)
FEW = 3  # places left
ROUND, COMING_IN = timedelta(days=7), timedelta(days=21)
MOST = 5  # of each, in a round-up
AGES = {
    AgeGroup.CHILD: (0, 12),
    AgeGroup.TEEN: (13, 17),
    AgeGroup.YOUTH: (18, 29),
    AgeGroup.ADULT: (30, 64),
    AgeGroup.SENIOR: (65, 130),
}


@dataclass(frozen=True, slots=True)
class Round:
    """A body's week: the news it sent, and what is coming."""

    body: Body
    news: Sequence[News]
    events: Sequence[Event]


def new(session: Session, now: datetime) -> Sequence[Event]:
    """Events published these days that nobody was told of."""
    fresh = (Event.changed_at > now - NEW_FOR, Event.created_at > now - SINCE)
    return _untold(session, Kind.EVENT, Event.starts_at > now + AHEAD, *fresh)


def last_calls(session: Session, now: datetime) -> Sequence[Event]:
    """Events that close within three days, or have three places left, that this wasn't said of."""
    ends = func.coalesce(Event.closes_at, Event.starts_at)
    soon = _untold(session, Kind.LAST_CALL, ends > now, ends <= now + CLOSES_IN)
    near = _untold(session, Kind.LAST_CALL, ends > now, Event.capacity.is_not(None))
    left = seats.glances(session, [each.id for each in near])
    few = [each for each in near if 0 < (left[each.id].free(each) or 0) <= FEW < (each.capacity or 0)]
    return list({each.id: each for each in (*soon, *few) if left_over(session, each) != 0}.values())


def left_over(session: Session, event: Event) -> int | None:
    """How many places nobody has; None without limit."""
    return seats.glances(session, [event.id])[event.id].free(event)


def rounds(session: Session, now: datetime) -> Sequence[Round]:
    """Each body that has something to tell of its week."""
    bodies = session.scalars(select(Body).order_by(Body.name)).all()
    made = [Round(each, _sent(session, each, now), _coming(session, each, now)) for each in bodies]
    return [each for each in made if each.news or each.events]


def followers(body: str) -> Select[str]:
    """Who gets a body's round-up."""
    return audiences.people(Audience(follow=body), Kind.ROUNDUP)


def fitting(event: Event, kind: Kind) -> Select[str]:
    """Whom an event fits who hasn't signed up for it."""
    there = Profile.area == event.area
    near = or_(Person.id.in_(select(Follow.person).where(Follow.body == event.body)), there)
    taken = select(SignUp.person).where(SignUp.event_id == event.id, SignUp.state != SignUpState.CANCELLED)
    youngest, oldest = event.youngest or 0, event.oldest or AGES[AgeGroup.SENIOR][1]
    ages = [group for group, (least, most) in AGES.items() if least <= oldest and most >= youngest]
    fits = or_(Profile.age_group.is_(None), Profile.age_group.in_(ages))
    return audiences.people(Audience(), kind).where(and_(near, fits, Person.id.not_in(taken)))


def begin(session: Session, event: Event, kind: Kind, why: str, now: datetime) -> Broadcast | None:
    """Write down who is told; None when that is nobody."""
    broadcast = Broadcast(id=f"{kind}:{event.id}", kind=kind, body=event.body, title=event.title, why=why)
    number = broadcasts.begin(session, broadcast, fitting(event, kind), now)
    return broadcasts.get(session, f"{kind}:{event.id}") if number else None


def _untold(session: Session, kind: Kind, *which: object) -> Sequence[Event]:
    told = select(Broadcast.id).where(Broadcast.id == func.concat(f"{kind}:", Event.id)).exists()
    rows = select(Event).where(Event.state.in_(TAKING), ~told, *which)  # type: ignore[arg-type]
    return session.scalars(rows.order_by(Event.starts_at, Event.id)).all()


def _sent(session: Session, body: Body, now: datetime) -> Sequence[News]:
    sent = (News.body == body.name, News.state == NewsState.SENT, News.sent_at > now - ROUND)
    return session.scalars(select(News).where(*sent).order_by(News.sent_at.desc()).limit(MOST)).all()


def _coming(session: Session, body: Body, now: datetime) -> Sequence[Event]:
    coming = (Event.starts_at > now, Event.starts_at < now + COMING_IN, Event.state.in_(TAKING))
    theirs = or_(Event.body == body.name, Event.partner == body.name)
    return session.scalars(select(Event).where(theirs, *coming).order_by(Event.starts_at).limit(MOST)).all()
