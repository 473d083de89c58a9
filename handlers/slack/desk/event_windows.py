"""Events at the desk: the list of one's bodies' events, and one event with what can be done about it.

Changing is `event_forms.py`, publishing and calling off `event_steps.py`.
"""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from community import desk, seats
from community.events import Event, EventState
from community.offices import Act
from handlers.messages import Outgoing
from handlers.slack.desk import blocks, event_forms, event_parts, event_steps
from handlers.slack.desk.asking import Ask, show
from handlers.slack.desk.event_looks import line, mine, turning, window


def hear(session: Session, ask: Ask) -> list[Outgoing] | None:
    """The list, a new event, or something about one."""
    words = ask.words
    if words.number is None:
        if words.verb == "作成":
            return [show(ask, event_forms.new(session, ask.standing, ask.now), push=True)]
        page = words.verb or "1"
        return [_list(session, ask, int(page))] if page.isdecimal() else None
    take = VERBS.get(words.verb)
    return [take(session, ask, words.number)] if take else None


def _list(session: Session, ask: Ask, page: int) -> Outgoing:
    found, total = mine(session, ask.standing, page)
    glances = seats.glances(session, [each.id for each in found])
    shown = [blocks.actions(blocks.button("催しをつくる", "催し 作成", style="primary"))]
    if not found:
        shown.append(blocks.section("これからの催しは、まだありません。「催しをつくる」から始められます。"))
    for each in found:
        shown += line(each, glances[each.id])
    shown += turning("催し", page, total)
    return show(ask, blocks.modal("催し", shown))


def _one(session: Session, ask: Ask, event_id: int) -> Outgoing:
    event = desk.look(session, event_id, ask.who, Act.SEE, ask.now)
    return show(ask, window(session, event, ask.standing))


def _edit(session: Session, ask: Ask, event_id: int) -> Outgoing:
    event = desk.look(session, event_id, ask.who, Act.EDIT, ask.now)
    return show(ask, event_forms.basics(session, event, ask.standing), push=True)


def _details(session: Session, ask: Ask, event_id: int) -> Outgoing:
    event = desk.look(session, event_id, ask.who, Act.EDIT, ask.now)
    return show(ask, event_forms.details(session, event), push=True)


def _copy(session: Session, ask: Ask, event_id: int) -> Outgoing:
    model = session.get(Event, event_id)
    body = model.body if model is not None else None
    own = ask.standing.bodies
    target = body if body in own or (ask.standing.staff and not own) else next(iter(own), body)
    made = desk.copy(session, event_id, target, ask.who, ask.now)
    return show(ask, event_forms.basics(session, made, ask.standing, copied=True), push=True)


def _close(session: Session, ask: Ask, event_id: int) -> Outgoing:
    event = desk.look(session, event_id, ask.who, Act.EDIT, ask.now)
    done = desk.step(session, event_id, EventState.CLOSED, desk.version(event), (ask.who, ask.now))
    return show(ask, window(session, done.event, ask.standing, "受付を締め切りました。"))


VERBS: Mapping[str, Callable[[Session, Ask, int], Outgoing]] = {
    "": _one,
    "編集": _edit,
    "設定": _details,
    "写し": _copy,
    "公開": event_steps.publishing,
    "承認": event_steps.approving,
    "差し戻し": event_steps.sending_back,
    "くり返し": event_parts.repeating,
    "回": event_parts.sessions,
    "締切": _close,
    "延期": event_steps.postponing,
    "中止": event_steps.cancelling,
    "様子": event_steps.progress,
}
