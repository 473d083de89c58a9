"""What somebody has told us about themselves: as little as sign-ups need, and how they want to be reminded.

Whom else they sign up is in `community/relatives.py`, what they agreed to in `community/consents.py`; the
language they chose, in `community/conversations.py`.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community.errors import Refusal
from community.parties import Member
from community.tables import Moment, Table

LONGEST_NAME = 60
MOST_INTERESTS = 12


class AgeGroup(StrEnum):
    """How old somebody is, for who won't say exactly."""

    CHILD = "child"  # up to 12
    TEEN = "teen"  # 13 to 17
    YOUTH = "youth"  # 18 to 29
    ADULT = "adult"  # 30 to 64
    SENIOR = "senior"  # from 65


class Often(StrEnum):
    """How often somebody wants to hear from us unasked."""

    EACH = "each"
    WEEKLY = "weekly"
    NEVER = "never"


class Profile(Table):
    """What is known of a person; what they haven't said is None. `telephone` is kept as it is shown."""

    __tablename__ = "profiles"

    person: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    telephone: Mapped[str | None]
    born: Mapped[date | None]
    age_group: Mapped[str | None]
    area: Mapped[str | None]
    interests: Mapped[list[str]] = mapped_column(JSON)
    often: Mapped[str | None]
    time_of_day: Mapped[str | None]
    rest_on_holidays: Mapped[bool] = mapped_column(server_default="false")
    remind_eve: Mapped[bool]
    remind_soon: Mapped[bool]
    changed_at: Mapped[Moment]


@dataclass(frozen=True, slots=True)
class Known:
    """The same, as it is read: of somebody unknown, nothing, and reminders are on."""

    name: str | None = None
    telephone: str | None = None
    born: date | None = None
    age_group: str | None = None
    area: str | None = None
    interests: tuple[str, ...] = ()
    often: str | None = None
    time_of_day: str | None = None
    rest_on_holidays: bool = False
    remind_eve: bool = True
    remind_soon: bool = True

    @property
    def complete(self) -> bool:
        """Whether they can sign up without being asked anything: by one tap."""
        return self.name is not None and self.telephone is not None

    @property
    def member(self) -> Member:
        """They, as one of a party."""
        return Member(born=self.born)


class NameMissing(Refusal):
    """No name, or one that is too long. Facts: `longest`."""

    template = "name_missing"


_table = Profile.__table__
_NAMES = tuple(Known.__dataclass_fields__)


def of(session: Session, person: str) -> Known:
    """What is known of a person."""
    row = session.execute(_table.select().where(_table.c.person == person)).one_or_none()
    if row is None:
        return Known()
    known = {name: getattr(row, name) for name in _NAMES}
    return Known(**{**known, "interests": tuple(known["interests"])})


def save(session: Session, person: str, changes: Mapping[str, Any], now: datetime) -> Known:
    """Change what is known: only what is named in `changes`, by the names of `Known`; the rest stays."""
    if not set(_NAMES).issuperset(changes):
        raise ValueError(f"no part of a profile: {set(changes) - set(_NAMES)}")
    given = {**changes, "changed_at": now}
    if "interests" in given:
        given["interests"] = list(dict.fromkeys(given["interests"]))[:MOST_INTERESTS]
    fresh = {**asdict(Known()), "interests": [], **given, "person": person}
    row = insert(Profile).values(**fresh)
    session.execute(row.on_conflict_do_update(index_elements=["person"], set_=given))
    return of(session, person)


def name(written: str) -> str:
    """A name as it is kept: in one line, spaces as one.

    Raises:
        NameMissing: there is none, or it is too long.
    """
    bare = " ".join("".join(sign if sign.isprintable() else " " for sign in written).split())
    if not any(sign.isalpha() for sign in bare) or len(bare) > LONGEST_NAME:
        raise NameMissing(longest=LONGEST_NAME)
    return bare


def forget(session: Session, person: str) -> None:
    """Delete what a person told us."""
    session.execute(delete(Profile).where(Profile.person == person))
