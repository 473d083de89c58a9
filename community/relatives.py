"""People whom somebody signs up again and again: family who come along, a parent without a smartphone.

Known only to who told us. Who they are to the ledger is `ledger.person_key`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Identity, Index, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from community.errors import Refusal
from community.parties import Member
from community.tables import Moment, Table

MOST = 12


class Relative(Table):
    """One of them. `by` is who told us; `age` was right at `told_at`, `born` stays right."""

    __tablename__ = "relatives"
    __table_args__ = (Index("uq_relatives_name", "by", "name", unique=True),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    by: Mapped[str]
    name: Mapped[str]
    relation: Mapped[str | None]
    telephone: Mapped[str | None]
    born: Mapped[date | None]
    age: Mapped[int | None]
    told_at: Mapped[Moment]

    def age_on(self, day: date) -> int | None:
        """How old they are on a day; from an age that was told, as many years older as have passed since."""
        if self.born is not None or self.age is None:
            return Member(born=self.born).age_on(day)
        return self.age + max((day - self.told_at.date()).days // 365, 0)


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told about one of them."""

    name: str
    relation: str | None = None
    telephone: str | None = None
    born: date | None = None
    age: int | None = None


class TooManyRelatives(Refusal):
    """No more are kept. Facts: `most`."""

    template = "too_many_relatives"


def of(session: Session, by: str) -> Sequence[Relative]:
    """Whom somebody signs up, in the order they told us."""
    return session.scalars(select(Relative).where(Relative.by == by).order_by(Relative.id)).all()


def add(session: Session, by: str, telling: Telling, now: datetime) -> Relative:
    """Keep one of them; of one whose name is known, what is told now takes the place of what was.

    Raises:
        TooManyRelatives: enough are kept.
    """
    mine = select(Relative).where(Relative.by == by, Relative.name == telling.name)
    found = session.scalar(mine.with_for_update())
    if found is None:
        if (session.scalar(select(func.count()).where(Relative.by == by)) or 0) >= MOST:
            raise TooManyRelatives(most=MOST)
        found = Relative(by=by, name=telling.name, told_at=now)
        session.add(found)
    found.relation, found.telephone = telling.relation or found.relation, telling.telephone or found.telephone
    if telling.born is not None or telling.age is not None:
        found.born, found.age, found.told_at = telling.born, telling.age, now
    session.flush()
    return found


def remove(session: Session, by: str, relative_id: int) -> bool:
    """Keep one no longer; False when there was none, or they are somebody else's."""
    mine = delete(Relative).where(Relative.by == by, Relative.id == relative_id)
    return session.scalar(mine.returning(Relative.id)) is not None


def forget(session: Session, by: str) -> None:
    """Delete all that somebody told us about others."""
    session.execute(delete(Relative).where(Relative.by == by))
