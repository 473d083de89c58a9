"""Offices for whoever tries the desk: two officers of a sample body, and two of the staff, until tomorrow.

They come about by the same rules as real ones. Where real people write, nobody gets one: that is decided in
`bot/settings.py`.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from community import appointing, bodies, hours, offices, samples
from community.bodies import Body
from community.events import COMING, Event
from community.offices import Office, Role

WHO = "demo"
# The first of the staff, who appoints the others. No visitor's id is written like this: nobody speaks as it.
KEEPER = "console-slack:TCONSOLE:見本の管理者"
LASTS = timedelta(days=1)
_ONE_AT_A_TIME = 7_707_202_608  # any fixed number


def give(session: Session, officers: Sequence[str], staff: Sequence[str], now: datetime) -> str:
    """Give what they don't have yet; the name of the officers' body."""
    session.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    appointing.found(session, KEEPER, WHO, now)
    body = _body(session, officers[0], now)
    until = hours.day_of(now) + LASTS
    for person in officers:
        office = Office(person=person, role=Role.OFFICER, body=body, until=until)
        appointing.appoint(session, office, KEEPER, now)
    for person in staff:
        appointing.appoint(session, Office(person=person, role=Role.STAFF, until=until), KEEPER, now)
    return body


def _body(session: Session, officer: str, now: datetime) -> str:
    """Their body, else the sample body that the fewest try just now."""
    names = [_let_in(session, area, now) for area in _areas(session, now)]
    mine = [each for each in offices.standing(session, officer, now).bodies if each in names]
    held = Counter(each.body for each in offices.holders(session, names, now))
    return mine[0] if mine else min(names, key=lambda name: held[name])


def _areas(session: Session, now: datetime) -> list[str]:
    """Those with samples, first those in which something is on soon: there is more to see."""
    soon = select(Event.area).where(Event.title.startswith(samples.MARK), Event.starts_at > now)
    first = session.scalars(soon.where(Event.state.in_(COMING)).order_by(Event.starts_at))
    others = (samples.event(each, now).area for each in samples.samples())
    return list(dict.fromkeys(area for area in (*first, *others) if area))


def _let_in(session: Session, area: str, now: datetime) -> str:
    return bodies.add(session, Body(name=samples.body(area), area=area), WHO, now).name
