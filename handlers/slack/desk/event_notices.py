"""Who hears of what was done at the desk: residents whose event changed, officers who have to look at it.

What residents read is `handlers/notices.py`.
"""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from community import desk
from community.desk import Step
from handlers import days, notices
from handlers.messages import Choice, Outgoing
from handlers.slack.desk.asking import tell
from handlers.slack.desk.forms import Form


def of_edit(session: Session, step: Step, form: Form) -> tuple[Outgoing, ...]:
    """Who signed up hears of another day or place; who got a place by it hears that."""
    told = notices.of_change(session, step.event, step.before, form.now)
    return (*told.notices, *notices.of_moves(session, step.moves, form.now))


def of_asking(step: Step) -> tuple[Outgoing, ...]:
    """Those who can approve are asked to look at it."""
    event, this = step.event, f"催し {step.event.id}"
    lead = f"「{event.title}」({days.day_and_hours(event)})の公開を頼まれました。"
    words = f"{lead}内容を見て、よければ承認してください。"
    ways = (Choice("内容を見る", f"{this} 承認", main=True), Choice("差し戻す", f"{this} 差し戻し"))
    about = f"asked:{event.id}:{desk.version(event)}"
    return tuple(tell(person, f"{about}:{person}", words, *ways) for person in step.waits)


def of_answer(step: Step, asked_by: str, words: str) -> Outgoing:
    """Who had asked hears the answer."""
    event = step.event
    ways = (Choice("催しを開く", f"催し {event.id}"),)
    return tell(
        asked_by, f"answered:{event.id}:{event.changed_at.isoformat()}", f"「{event.title}」{words}", *ways
    )


def people(persons: Iterable[str]) -> str:
    """Persons as Slack shows them."""
    return "、".join(f"<@{each.rpartition(':')[2]}>" for each in persons)
