"""Officers ask their liaison or the city for advice (相談), and get an answer; nothing gets lost."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Identity, Index, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import audit, offices
from community.errors import Refusal
from community.offices import Act, Role, Standing
from community.tables import Moment, Table

LONGEST = 1500  # characters of a question or an answer


class Consultation(Table):
    """A question of a body to those who advise it; `answer` is None while it is open."""

    __tablename__ = "consultations"
    __table_args__ = (
        Index("ix_consultations_open", "body", postgresql_where=text("answer IS NULL")),
        Index("ix_consultations_by", "by"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    body: Mapped[str | None]
    by: Mapped[str]
    words: Mapped[str]
    at: Mapped[Moment]
    who: Mapped[str | None]
    answer: Mapped[str | None]
    answered_at: Mapped[Moment | None]


class NoSuchConsultation(Refusal):
    """There is none, or it is another body's."""

    template = "no_such_consultation"


class AlreadyAnswered(Refusal):
    """Somebody else was faster. Facts: `answer`."""

    template = "already_answered"


def ask(session: Session, body: str | None, words: str, who: str, now: datetime) -> Consultation:
    """Ask for a body.

    Raises:
        NotYours: the body isn't theirs.
    """
    offices.require(session, who, Act.SEE, body, now)
    made = Consultation(body=body, by=who, words=words[:LONGEST], at=now)
    session.add(made)
    session.flush()
    audit.note(session, (None, f"consultation:{made.id}"), (who, "asked"), {}, {"body": body or "-"}, now)
    return made


def advisers(session: Session, made: Consultation, now: datetime) -> tuple[str, ...]:
    """Who is asked: the liaisons of the body and the city's staff, but not who asks."""
    held = offices.holders(session, (made.body, None), now)
    wanted = [each.person for each in held if each.role != Role.OFFICER and each.person != made.by]
    return tuple(dict.fromkeys(wanted))


def look(session: Session, number: int, who: str, now: datetime) -> Consultation:
    """A question that somebody may answer: a liaison of the body, or staff.

    Raises:
        NoSuchConsultation: there is none that is theirs.
    """
    found = session.get(Consultation, number, with_for_update=True, populate_existing=True)
    if found is None or who not in {*advisers(session, found, now), found.by}:
        raise NoSuchConsultation
    return found


def answer(session: Session, number: int, words: str, who: str, now: datetime) -> Consultation:
    """Answer a question, once.

    Raises:
        NoSuchConsultation: there is none that is theirs to answer.
        AlreadyAnswered: somebody has.
    """
    found = look(session, number, who, now)
    if who not in advisers(session, found, now):
        raise NoSuchConsultation
    if found.answer is not None:
        raise AlreadyAnswered(answer=found.answer)
    found.who, found.answer, found.answered_at = who, words[:LONGEST], now
    session.flush()
    audit.note(session, (None, f"consultation:{number}"), (who, "answered"), {}, {"answered": True}, now)
    return found


def waiting(session: Session, standing: Standing) -> Sequence[Consultation]:
    """The open questions that somebody may answer or has asked, the oldest first."""
    advised = [body for role, body in standing.roles if role is Role.LIAISON]
    rows = select(Consultation).where(Consultation.answer.is_(None)).order_by(Consultation.at)
    if not standing.staff:
        rows = rows.where(or_(Consultation.body.in_(advised), Consultation.by == standing.person))
    return session.scalars(rows).all()


def pass_on(session: Session, person: str, successor: str, body: str | None) -> None:
    """Open questions of somebody who hands their office over are their successor's."""
    theirs = update(Consultation).where(Consultation.by == person, Consultation.answer.is_(None))
    session.execute(
        (theirs if body is None else theirs.where(Consultation.body == body)).values(by=successor)
    )


def forget(session: Session, person: str) -> None:
    """Take somebody's mark off what they asked and answered."""
    session.execute(update(Consultation).where(Consultation.by == person).values(by=audit.GONE, words="-"))
    session.execute(update(Consultation).where(Consultation.who == person).values(who=audit.GONE, answer="-"))
