"""To whom news goes: people on LINE who haven't left and want to hear of it.

They are told apart by area, age and interest, and by the bodies they follow (`community/follows.py`).
"""

from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select, type_coerce
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from community import reception
from community.follows import Follow
from community.notified import RESIDENTS
from community.people import Person
from community.profiles import Often, Profile
from community.reception import Kind


@dataclass(frozen=True, slots=True)
class Audience:
    """None: no matter. Of whom something isn't known, is left out where it matters."""

    area: str | None = None
    age_group: str | None = None
    interest: str | None = None
    follow: str | None = None


def count(session: Session, audience: Audience, kind: Kind = Kind.NEWS) -> int:
    """How many they are; some of them may have had enough for this week."""
    return session.scalar(select(func.count()).select_from(people(audience, kind).subquery())) or 0


def people(audience: Audience, kind: Kind = Kind.NEWS) -> Select[str]:
    """Who they are: those who want to hear of it as often, and this kind."""
    rows = select(Person.id).outerjoin(Profile, Profile.person == Person.id)
    rows = rows.where(Person.channel.in_(RESIDENTS), Person.left_at.is_(None), reception.wants(kind))
    # Who wants to hear once a week gets the round-up, who wants to hear nothing, nothing.
    often = (Often.EACH, Often.WEEKLY) if kind is Kind.ROUNDUP else (Often.EACH,)
    rows = rows.where(or_(Profile.often.is_(None), Profile.often.in_(often)))
    if audience.area is not None:
        rows = rows.where(Profile.area == audience.area)
    if audience.age_group is not None:
        rows = rows.where(Profile.age_group == audience.age_group)
    if audience.interest is not None:
        rows = rows.where(type_coerce(Profile.interests, JSONB).op("@>")([audience.interest]))
    if audience.follow is not None:
        rows = rows.where(Person.id.in_(select(Follow.person).where(Follow.body == audience.follow)))
    return rows
