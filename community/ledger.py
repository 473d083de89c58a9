"""The one ledger of sign-ups, whichever way they came: LINE, the web, the telephone, the counter.

Here are the rows and how they are found. How they come about and end is `community/signups.py`; who gets a
place that comes free, `community/offers.py`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, bindparam, func, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import audit, parties
from community.errors import Refusal
from community.events import Event
from community.parties import Member
from community.tables import Moment, Table


class Channel(StrEnum):
    """How somebody signed up. The web's form is opened from LINE; who called or came is called back."""

    LINE = "line"
    WEB = "web"
    PHONE = "phone"
    COUNTER = "counter"


class SignUpState(StrEnum):
    """confirmed, or waitlisted → offered → confirmed; then attended or absent. Cancelled is the end."""

    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    ABSENT = "absent"


# Whoever is offered a place holds it until they answer or the time is over.
SEATED = (SignUpState.CONFIRMED, SignUpState.OFFERED, SignUpState.ATTENDED, SignUpState.ABSENT)

REACHABLE = (Channel.LINE, Channel.WEB)


@dataclass(frozen=True, slots=True)
class Application:
    """What somebody asks for. `person` is who comes, `by` who says so: another one for a proxy.

    `request` is the same when the same wish arrives again: the event id of the channel, a form's token.
    """

    person: str
    by: str
    channel: Channel
    request: str
    party: tuple[Member, ...]
    name: str | None = None
    telephone: str | None = None
    area: str | None = None


class SignUp(Table):
    """One party's sign-up for one event. `number` is its place in the order they came, from 1.

    `ended` says how a cancelled one ended: `cancelled`, `passed` or `expired` (an offer), and `late` whether
    that was after the event's `cancel_until`. `came` counts those who were there.
    """

    __tablename__ = "sign_ups"
    __table_args__ = (
        Index(
            "uq_sign_ups_person",
            "event_id",
            "person",
            unique=True,
            postgresql_where=text("state <> 'cancelled'"),
        ),
        Index("uq_sign_ups_request", "event_id", "person", "request", unique=True),
        Index("uq_sign_ups_number", "event_id", "number", unique=True),
        Index("ix_sign_ups_state", "event_id", "state"),
        Index("ix_sign_ups_offered", "offered_until", postgresql_where=text("state = 'offered'")),
        Index("ix_sign_ups_person", "person"),
        Index("ix_sign_ups_by", "by"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    number: Mapped[int]
    person: Mapped[str]
    by: Mapped[str]
    channel: Mapped[str]
    request: Mapped[str]
    name: Mapped[str | None]
    telephone: Mapped[str | None]
    area: Mapped[str | None]
    party: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    size: Mapped[int]
    state: Mapped[str]
    offered_until: Mapped[Moment | None]
    ended: Mapped[str | None]
    late: Mapped[bool] = mapped_column(server_default="false")
    came: Mapped[int | None]
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]

    @property
    def members(self) -> tuple[Member, ...]:
        """The party, one by one."""
        return tuple(parties.member(each) for each in self.party)

    @property
    def reachable(self) -> bool:
        """Whether we can write to them."""
        return self.channel in REACHABLE


class NoSuchSignUp(Refusal):
    """There is none, or it is somebody else's. Facts: none, so that nobody can try them out."""

    template = "no_such_sign_up"


def person_key(name: str, telephone: str) -> str:
    """Who somebody without an account is: the same name and number are the same person.

    A mark that tells nothing by itself, and stays the same however a name is spaced or a number is dashed.
    """
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", telephone).replace("+81", "0"))
    return f"named:{sha256(f'{folded}/{digits}'.encode()).hexdigest()[:32]}"


# Built once, as in `community/arrivals.py`: it is run for every sign-up.
_KNOWN = select(SignUp).where(
    SignUp.event_id == bindparam("event_id"),
    SignUp.person == bindparam("person"),
    or_(SignUp.request == bindparam("request"), SignUp.state != SignUpState.CANCELLED),
)


def known(session: Session, event_id: int, application: Application) -> Sequence[SignUp]:
    """What the ledger has of this person: of this very request, and what is valid; the request's first."""
    wanted = {"event_id": event_id, "person": application.person, "request": application.request}
    found = session.scalars(_KNOWN, wanted).all()
    return sorted(found, key=lambda each: each.request != application.request)


def get(session: Session, sign_up_id: str) -> SignUp:
    """A sign-up as it is in the database now.

    Raises:
        NoSuchSignUp: there is none.
    """
    found = session.get(SignUp, sign_up_id, populate_existing=True)
    if found is None:
        raise NoSuchSignUp
    return found


def valid(session: Session, event_id: int, person: str) -> SignUp | None:
    """The sign-up of somebody who comes, or waits to."""
    mine = select(SignUp).where(SignUp.event_id == event_id, SignUp.person == person)
    return session.scalar(mine.where(SignUp.state != SignUpState.CANCELLED))


def position(session: Session, sign_up: SignUp) -> int:
    """The place among those who wait, from 1; 0 for whoever doesn't wait."""
    if sign_up.state != SignUpState.WAITLISTED:
        return 0
    ahead = select(func.count()).where(
        SignUp.event_id == sign_up.event_id,
        SignUp.state == SignUpState.WAITLISTED,
        SignUp.number < sign_up.number,
    )
    return (session.scalar(ahead) or 0) + 1


def waiting(session: Session, event_id: int) -> int:
    """How many sign-ups wait."""
    waits = select(func.count()).where(SignUp.event_id == event_id, SignUp.state == SignUpState.WAITLISTED)
    return session.scalar(waits) or 0


def roster(session: Session, event_id: int, *states: SignUpState) -> Sequence[SignUp]:
    """An event's sign-ups in the order they came; only those of the given states, if any are given."""
    rows = select(SignUp).where(SignUp.event_id == event_id)
    if states:
        rows = rows.where(SignUp.state.in_(states))
    return session.scalars(rows.order_by(SignUp.number)).all()


def of_person(session: Session, person: str) -> Sequence[SignUp]:
    """What somebody has signed up for, and what they have as a proxy for others; the newest event first."""
    mine = select(SignUp).join(Event, Event.id == SignUp.event_id)
    mine = mine.where(or_(SignUp.person == person, SignUp.by == person))
    return session.scalars(mine.order_by(Event.starts_at.desc(), SignUp.number)).all()


def picture(sign_up: SignUp) -> dict[str, Any]:
    """What the trail keeps of a sign-up: neither who they are nor how old."""
    private = {"person", "by", "name", "telephone", "area", "party", "request", "created_at", "changed_at"}
    return audit.picture(sign_up, frozenset(private))


def note(
    session: Session, sign_up: SignUp, change: tuple[str, str], before: Mapping[str, Any], now: datetime
) -> None:
    """Add a change (who, what) of a sign-up to the trail."""
    subject = (sign_up.event_id, f"sign_up:{sign_up.id}")
    audit.note(session, subject, change, before, picture(sign_up), now)
