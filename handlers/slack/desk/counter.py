"""Which words and forms the desk knows, and who takes them.

Words that somebody without an office says are left to the subjects that residents speak to, unless only the
desk has them: then it is a friendly no.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from community import offices
from community.errors import WasshoiError
from community.offices import Act, NotYours
from handlers import guide
from handlers.messages import Incoming, Outgoing
from handlers.slack.desk import (
    asking,
    broadcasts,
    consulting,
    event_forms,
    event_parts,
    event_steps,
    event_windows,
    helping,
    home,
    news_forms,
    news_windows,
    roster_forms,
    roster_windows,
    schedules,
    staffing,
    trail_windows,
)
from handlers.slack.desk.asking import Ask
from handlers.slack.desk.forms import Form, Reply

# None: these words are not for the desk after all.
Hear = Callable[[Session, Ask], list[Outgoing] | None]
Take = Callable[[Session, Form], Reply]

NOUNS: Mapping[str, Hear] = {
    "ホーム": home.hear,
    "催し": event_windows.hear,
    "担当": staffing.hear,
    "団体": staffing.hear_bodies,
    "お知らせ": news_windows.hear,
    "配信": broadcasts.hear,
    "名簿": roster_windows.hear,
    "質問": consulting.hear_questions,
    "相談": consulting.hear,
    "予定表": schedules.hear,
    "記録": trail_windows.hear,
    "使い方": helping.hear,
}
FORMS: Mapping[str, Take] = {
    **event_forms.FORMS,
    **event_parts.FORMS,
    **event_steps.FORMS,
    **staffing.FORMS,
    **news_forms.FORMS,
    **roster_forms.FORMS,
    **consulting.FORMS,
    **schedules.FORMS,
    **trail_windows.FORMS,
}
# Residents have no such words; the others mean something to them too.
_ONLY_HERE = frozenset({"名簿", "お知らせ", "配信", "相談", "担当", "団体", "記録", "予定表"})


class NoSuchForm(WasshoiError):
    """A form of a version that isn't running any more."""


def hear(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """What the desk says to these words; None where they aren't for it.

    Raises:
        NotYours: whoever says this has no office, or not the one it takes.
    """
    words = asking.read(incoming.text)
    take = NOUNS.get(words.noun)
    if take is None:
        return None
    standing = offices.standing(session, incoming.person, incoming.at)
    if not standing.anybody:
        done_to_one = words.number is not None and words.verb in event_windows.VERBS and words.verb
        if words.noun in _ONLY_HERE or done_to_one:
            raise NotYours(act=str(Act.SEE), body=None)
        if words.noun == "質問":
            return guide.hear(session, replace(incoming, text="使い方"))
        if words.noun != "ホーム":
            return None
    return take(session, Ask(incoming, words, standing))


def take(session: Session, form: Form) -> Reply:
    """What a form does, and what it is answered.

    Raises:
        NoSuchForm: no form of this name.
        Refusal: a rule said no.
    """
    if form.name not in FORMS:
        raise NoSuchForm(form.name)
    return FORMS[form.name](session, form)
