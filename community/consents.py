"""Who agreed to what, in which version of its text, and when; and for the young, who did so for them.

Only ever added to: to withdraw is one more entry. The database refuses to change or delete one (a trigger of
its migration); the one thing it lets through is that who is forgotten becomes `audit.GONE`. The texts are in
`community/data/consents/`; from which age nobody else need agree is a setting, passed in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib import resources

from sqlalchemy import Identity, Index, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

import community
from community import audit
from community.errors import Refusal
from community.parties import Member
from community.tables import Moment, Table


class Subject(StrEnum):
    """What is agreed to."""

    SIGN_UP = "sign_up"
    GUARDIAN = "guardian"


class Consent(Table):
    """One entry: `person` is for whom, `by` who said so; not `given`: it is withdrawn.

    `event_id`: for which event only, None for good. `guardian` and `relation` are set for the young.
    """

    __tablename__ = "consents"
    __table_args__ = (
        Index("ix_consents_person", "person", "subject", "id"),
        Index("ix_consents_by", "by"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    person: Mapped[str]
    by: Mapped[str]
    subject: Mapped[str]
    version: Mapped[str]
    given: Mapped[bool]
    event_id: Mapped[int | None]
    guardian: Mapped[str | None]
    relation: Mapped[str | None]
    at: Mapped[Moment]


@dataclass(frozen=True, slots=True)
class Guardian:
    """Who agrees for the young: their name, and what they are to them (母, 父, 祖母 …)."""

    name: str
    relation: str


@dataclass(frozen=True, slots=True)
class Signature:
    """What somebody agrees to: for `person`, said `by` somebody, having read the text in a language."""

    person: str
    by: str
    language: str = "ja"
    event_id: int | None = None


class ConsentMissing(Refusal):
    """Nobody has agreed to the text. Facts: `subject`."""

    template = "consent_missing"


class GuardianMissing(Refusal):
    """Who comes is too young without a guardian's consent. Facts: `age`, from which it isn't needed."""

    template = "guardian_missing"


def text(subject: Subject, language: str = "ja") -> str:
    """The words that are agreed to, in one line."""
    return _read(subject, language)[1]


def version(subject: Subject, language: str = "ja") -> str:
    """Which words these are: their date, language and mark, `2026-06-10/ja/1a2b3c4d`."""
    day, words = _read(subject, language)
    return f"{day}/{language}/{sha256(words.encode()).hexdigest()[:8]}"


@cache
def _read(subject: Subject, language: str) -> tuple[str, str]:
    file = resources.files(community) / "data" / "consents" / f"{subject}.{language}.txt"
    day, _, words = file.read_text("utf-8").partition("\n")
    return day.strip(), " ".join(words.split())


def give(session: Session, subject: Subject, signature: Signature, now: datetime) -> Consent:
    """Add that somebody agrees, to the text as it is today."""
    return _add(session, subject, signature, now, given=True)


def give_as(session: Session, guardian: Guardian, signature: Signature, now: datetime) -> Consent:
    """Add that a guardian agrees, for the young."""
    entry = _add(session, Subject.GUARDIAN, signature, now, given=True, guardian=guardian)
    session.flush()
    return entry


def withdraw(session: Session, subject: Subject, signature: Signature, now: datetime) -> Consent:
    """Add that somebody agrees no longer; what was done until now stays."""
    return _add(session, subject, signature, now, given=False)


def holds(session: Session, subject: Subject, person: str) -> bool:
    """Whether the last word about a person is that they agree, to a text as it is today in some language."""
    mine = select(Consent).where(Consent.person == person, Consent.subject == subject)
    last = session.scalar(mine.order_by(Consent.id.desc()).limit(1))
    return last is not None and last.given and last.version == version(subject, last.version.split("/")[1])


def young(party: Iterable[Member], day: date, guardian_age: int) -> bool:
    """Whether a guardian has to agree: somebody is younger, and nobody is known to be old enough."""
    ages = [age for member in party if (age := member.age_on(day)) is not None]
    return bool(ages) and max(ages) < guardian_age


def need(*, agreed: bool, subject: Subject = Subject.SIGN_UP) -> None:
    """Refuse to go on without consent.

    Raises:
        ConsentMissing: not `agreed`.
    """
    if not agreed:
        raise ConsentMissing(subject=subject)


def need_guardian(guardian: Guardian | None, guardian_age: int) -> Guardian:
    """Refuse to go on without a guardian.

    Raises:
        GuardianMissing: there is none.
    """
    if guardian is None:
        raise GuardianMissing(age=guardian_age)
    return guardian


def forget(session: Session, person: str) -> None:
    """Take a person's mark off what they agreed to; that somebody did stays, with its version and time."""
    theirs = or_(Consent.person == person, Consent.by == person)
    session.execute(update(Consent).where(theirs).values(guardian=None, relation=None))
    session.execute(update(Consent).where(Consent.by == person).values(by=audit.GONE))
    session.execute(update(Consent).where(Consent.person == person).values(person=audit.GONE))


def _add(
    session: Session,
    subject: Subject,
    signature: Signature,
    now: datetime,
    *,
    given: bool,
    guardian: Guardian | None = None,
) -> Consent:
    entry = Consent(
        person=signature.person,
        by=signature.by,
        subject=subject,
        version=version(subject, signature.language),
        given=given,
        event_id=signature.event_id,
        guardian=guardian.name if guardian else None,
        relation=guardian.relation if guardian else None,
        at=now,
    )
    session.add(entry)
    session.flush()
    return entry
