"""Who acts for whom: staff of the city, liaisons (地域担当職員) and officers of a body, from a day to a day.

What an office allows is the table `MAY`; every step of the desk asks `require` in its own transaction. How an
office is given and handed over is `community/appointing.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, Identity, Index, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import audit, hours
from community.errors import Refusal
from community.tables import Moment, Table


class Role(StrEnum):
    """Staff act for the whole town, the others for a body."""

    STAFF = "staff"
    LIAISON = "liaison"
    OFFICER = "officer"


class Act(StrEnum):
    """What somebody does at the desk."""

    SEE = "see"  # a body's events, drafts and figures
    ROSTER = "roster"  # who has signed up, with names and telephone numbers
    EDIT = "edit"  # draft and change events, call them off
    APPROVE = "approve"  # let residents see what somebody else has prepared
    SIGN_UP = "sign_up"  # take people in by telephone and at the counter, tick who came
    NEWS = "news"  # write news, send and take it back
    APPOINT = "appoint"  # give and end offices, let bodies in
    TRAIL = "trail"  # look through who did what
    ANSWER = "answer"  # take residents' questions off the list of those nobody answered


_FOR_A_BODY = frozenset({Act.SEE, Act.ROSTER, Act.EDIT, Act.APPROVE, Act.SIGN_UP, Act.NEWS})
MAY: dict[Role, frozenset[Act]] = {
    Role.STAFF: frozenset(Act),
    Role.LIAISON: _FOR_A_BODY,
    Role.OFFICER: _FOR_A_BODY,
}


class Office(Table):
    """One office of one person (`slack:<team>:<user>`), with both its days; `until` None: for now.

    `body` is None for staff.
    """

    __tablename__ = "offices"
    __table_args__ = (Index("ix_offices_person", "person"), Index("ix_offices_body", "body"))

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    person: Mapped[str]
    role: Mapped[str]
    body: Mapped[str | None] = mapped_column(ForeignKey("bodies.name"))
    since: Mapped[date]
    until: Mapped[date | None]
    by: Mapped[str]
    created_at: Mapped[Moment]


class NotYours(Refusal):
    """Somebody's office doesn't allow this. Facts: `act`, `body` (None: the whole town's). It is logged."""

    template = "not_yours"


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody may do today: the roles they have, by body; None stands for the whole town."""

    person: str
    roles: frozenset[tuple[Role, str | None]]

    @property
    def anybody(self) -> bool:
        """Whether they have any office."""
        return bool(self.roles)

    @property
    def staff(self) -> bool:
        """Whether they act for the whole town."""
        return any(role is Role.STAFF for role, _ in self.roles)

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies they act for by name; staff act for those too that don't stand here."""
        return tuple(sorted({body for _, body in self.roles if body is not None}))

    def may(self, act: Act, body: str | None) -> bool:
        """Whether this is theirs to do for a body; None: for the whole town."""
        return any(act in MAY[role] and (of is None or of == body) for role, of in self.roles)


def standing(session: Session, person: str, now: datetime) -> Standing:
    """What somebody may do today."""
    held = select(Office.role, Office.body).where(Office.person == person, *_valid(hours.day_of(now)))
    return Standing(person, frozenset((Role(role), body) for role, body in session.execute(held)))


def require(session: Session, person: str, act: Act, body: str | None, now: datetime) -> Standing:
    """Let somebody go on if it is theirs to do.

    Raises:
        NotYours: it isn't (any more).
    """
    mine = standing(session, person, now)
    if not mine.may(act, body):
        raise NotYours(act=str(act), body=body)
    return mine


def holders(session: Session, bodies: Iterable[str | None], now: datetime) -> Sequence[Office]:
    """Today's offices of these bodies (None: staff), in the order they were given."""
    wanted = set(bodies)
    mine = [Office.body.in_(wanted - {None})]
    if None in wanted:
        mine.append(Office.body.is_(None))
    rows = select(Office).where(or_(*mine), *_valid(hours.day_of(now)))
    return session.scalars(rows.order_by(Office.id)).all()


def others(session: Session, body: str | None, but: str, now: datetime) -> tuple[str, ...]:
    """Who else may approve for a body: its officers and liaisons, and staff only where there are none."""
    own = [each.person for each in holders(session, (body,), now) if each.person != but]
    if not own and body is not None:
        own = [each.person for each in holders(session, (None,), now) if each.person != but]
    return tuple(dict.fromkeys(own))


def workspace(session: Session) -> str | None:
    """Where the desk is: the part before the user in the marks of those who hold an office.

    Slack itself goes before the console, whose offices may be older where a trial became the real thing.
    """
    rows = select(Office.person).where(Office.person != audit.GONE)
    person = session.scalar(rows.order_by(Office.person.not_like("slack:%"), Office.id).limit(1))
    return None if person is None else person.rpartition(":")[0]


def note_refused(session: Session, person: str, refused: NotYours, now: datetime) -> None:
    """Write a no into the trail, in a transaction of its own: the step's was rolled back."""
    subject = (None, f"body:{refused.facts['body'] or '-'}")
    audit.note(session, subject, (person, "refused"), {}, {"act": refused.facts["act"]}, now)


def forget(session: Session, person: str) -> None:
    """End the offices of somebody who wants to be forgotten; that there was an office stays."""
    theirs = update(Office).where(Office.person == person)
    session.execute(theirs.values(person=audit.GONE, until=Office.since - timedelta(days=1)))
    session.execute(update(Office).where(Office.by == person).values(by=audit.GONE))


def _valid(day: date) -> tuple[ColumnElement[bool], ...]:
    return (Office.since <= day, or_(Office.until.is_(None), Office.until >= day))
