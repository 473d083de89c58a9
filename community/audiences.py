"""To whom news goes: people on LINE who haven't left and want to hear of it.

They are told apart by area, age and interest, and by the bodies they follow (`community/follows.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select, type_coerce
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from community.follows import Follow
from community.notified import RESIDENTS
from community.people import Person
from community.profiles import Often, Profile


@dataclass(frozen=True, slots=True)
class Audience:
    """None: no matter. Of whom something isn't known, is left out where it matters."""

    area: str | None = None
    age_group: str | None = None
    interest: str | None = None
    follow: str | None = None


def people(session: Session, audience: Audience) -> Sequence[str]:
    """Who they are, in one order each time."""
    return session.scalars(_rows(audience).order_by(Person.id)).all()


def count(session: Session, audience: Audience) -> int:
    """How many they are."""
    return session.scalar(select(func.count()).select_from(_rows(audience).subquery())) or 0


def _rows(audience: Audience) -> Select[str]:
    rows = select(Person.id).outerjoin(Profile, Profile.person == Person.id)
    rows = rows.where(Person.channel.in_(RESIDENTS), Person.left_at.is_(None))
    # Who wants to hear once a week gets the round-up, who wants to hear nothing, nothing.
    rows = rows.where(or_(Profile.often.is_(None), Profile.often == Often.EACH))
    if audience.area is not None:
        rows = rows.where(Profile.area == audience.area)
    if audience.age_group is not None:
        rows = rows.where(Profile.age_group == audience.age_group)
    if audience.interest is not None:
        rows = rows.where(type_coerce(Profile.interests, JSONB).op("@>")([audience.interest]))
    if audience.follow is not None:
        rows = rows.where(Person.id.in_(select(Follow.person).where(Follow.body == audience.follow)))
    return rows
