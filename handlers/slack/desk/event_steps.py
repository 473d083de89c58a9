"""Publishing an event, with four eyes, and calling it off, with everybody told: each is looked at first.

What a step does is `community/desk.py`; whom it concerns, `community/telling.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from sqlalchemy.orm import Session

from community import approvals, bodies, clashes, desk, offices, organizing, seats, telling
from community.events import Event, EventState
from community.offices import Act
from handlers import days, notices
from handlers import events as cards
from handlers.messages import Card, Outgoing
from handlers.slack.desk import blocks, event_looks, event_notices, reports
from handlers.slack.desk.asking import Ask, show
from handlers.slack.desk.blocks import Json
from handlers.slack.desk.event_forms import warnings
from handlers.slack.desk.forms import Form, Reply
from handlers.whereabouts import where

PUBLISH, APPROVE, SEND_BACK, CALL_OFF = "event_publish", "event_approve", "event_send_back", "event_call_off"
_OFF = {EventState.CANCELLED: "中止", EventState.POSTPONED: "延期"}
CALLED_SHOWN = 20


def publishing(session: Session, ask: Ask, event_id: int) -> Outgoing:
    """Look at an event as residents will, before it is published or asked for."""
    event = desk.look(session, event_id, ask.who, Act.EDIT, ask.now)
    organizing.publishable(session, event, ask.now)
    second = bodies.needs_second(session, event.body)
    who = desk.approvers(session, event, ask.who, ask.now) if second else ()
    words = (
        "ほかの人の承認で公開されます。承認を頼む相手:"
        if second
        else "公開すると、すぐに住民の方に見えます。"
    )
    lead = [blocks.marked(f"{words}{event_notices.people(who)}")]
    if second and not who:
        return show(ask, _nobody(event), push=True)
    return show(
        ask,
        _looked_at(session, event, ask, (PUBLISH, "承認を頼む" if second else "公開する"), lead),
        push=True,
    )


def _nobody(event: Event) -> Json:
    words = (
        f"「{event.body or '市'}」には、承認できる人がほかにいません。市の担当者に、もう一人の役員か"
        "地域担当職員の登録(担当 登録)か、一人での公開(団体)を頼んでください。"
    )
    return blocks.modal("公開する", [blocks.section(words)])


def approving(session: Session, ask: Ask, event_id: int) -> Outgoing:
    """Look at what somebody else asks to publish."""
    event = desk.look(session, event_id, ask.who, Act.APPROVE, ask.now)
    asked = approvals.pending(session, f"event:{event_id}")
    if asked is None:
        raise approvals.NotAsked
    if asked.asked_by == ask.who:
        raise approvals.SecondPerson
    by = event_notices.people((asked.asked_by,))
    lead = [blocks.marked(f"{by} さんから頼まれています。承認すると、すぐに公開されます。")]
    return show(ask, _looked_at(session, event, ask, (APPROVE, "承認して公開"), lead), push=True)


def _looked_at(session: Session, event: Event, ask: Ask, form: tuple[str, str], lead: list[Json]) -> Json:
    places = seats.count(session, event, ask.now)
    card = Card(
        event.title,
        f"{days.day_and_hours(event, ask.now)}\n{where(event)}",
        cards.rows(session, places, ask.now),
        (event.description or "",),
    )
    about = {"event": event.id, "seen": desk.version(event)}
    shown = [*lead, *warnings(clashes.of(session, event)), blocks.divider(), *preview(event, card)]
    return blocks.modal("公開前の確認", shown, form=form[0], submit=form[1], about=about, close="やめる")


def preview(event: Event, card: Card) -> Iterator[Json]:
    """A card as LINE shows it: the same words in the same order."""
    yield blocks.context("LINEでは、こう見えます")
    if url := cards.picture(event):
        yield blocks.image(url, f"{event.title}の絵")
    yield blocks.header(card.title)
    yield blocks.section(card.lead)
    for label, text in card.rows:
        yield blocks.section(f"{label}:{text}")
    for note in card.notes:
        if note:
            yield blocks.section(note)
    yield blocks.context("[申し込む] [カレンダーに入れる] [地図]")


def take_publish(session: Session, form: Form) -> Reply:
    """Publish, or ask for it."""
    step = desk.publish(session, form.about["event"], form.about["seen"], form.who, form.now)
    if step.waits:
        return _shown(session, form, step.event, "承認を頼みました。", event_notices.of_asking(step))
    return _shown(session, form, step.event, "公開しました。", reports.published(session, step, form.now))


def take_approve(session: Session, form: Form) -> Reply:
    """Approve: it is published, and who asked hears of it."""
    asked = approvals.pending(session, f"event:{form.about['event']}")
    step = desk.approve(session, form.about["event"], form.about["seen"], form.who, form.now)
    told = [*reports.published(session, step, form.now)]
    if asked is not None:
        told.append(event_notices.of_answer(step, asked.asked_by, "が承認され、公開されました。"))
    return _shown(session, form, step.event, "承認して、公開しました。", told)


def sending_back(session: Session, ask: Ask, event_id: int) -> Outgoing:
    """Ask why it is sent back."""
    event = desk.look(session, event_id, ask.who, Act.APPROVE, ask.now)
    shown = [
        blocks.section(f"「{event.title}」を、頼んだ人に戻します。"),
        blocks.field("why", "直してほしいこと", blocks.text(most=500, lines=True), optional=False),
    ]
    view = blocks.modal(
        "差し戻す", shown, form=SEND_BACK, submit="戻す", about={"event": event_id}, close="やめる"
    )
    return show(ask, view, push=True)


def take_send_back(session: Session, form: Form) -> Reply:
    """Send it back with the reason."""
    event_id, why = form.about["event"], form.text("why") or ""
    asked_by = desk.send_back(session, event_id, why, form.who, form.now)
    event = desk.look(session, event_id, form.who, Act.SEE, form.now)
    told = event_notices.of_answer(desk.Step(event, {}), asked_by, f"が差し戻されました。理由:{why}")
    return _shown(session, form, event, "差し戻しました。", [told])


def cancelling(session: Session, ask: Ask, event_id: int) -> Outgoing:
    """Look at whom a cancellation concerns."""
    return _calling_off(session, ask, event_id, EventState.CANCELLED)


def postponing(session: Session, ask: Ask, event_id: int) -> Outgoing:
    """Look at whom a postponement concerns."""
    return _calling_off(session, ask, event_id, EventState.POSTPONED)


def _calling_off(session: Session, ask: Ask, event_id: int, state: EventState) -> Outgoing:
    event = desk.look(session, event_id, ask.who, Act.EDIT, ask.now)
    concerned, word = telling.concerned(session, event_id), _OFF[state]
    shown = [blocks.section(f"「{event.title}」({days.day_and_hours(event, ask.now)})を{word}します。")]
    if event.state == EventState.DRAFT:
        shown.append(blocks.section("まだ公開していないので、だれにも知らせません。"))
    else:
        people = sum(each.size for each in concerned.called)
        shown.append(
            blocks.section(
                f"LINEで知らせる人:{len(concerned.written)}人\n電話で知らせる組:{len(concerned.called)}組({people}人)"
            )
        )
        shown += [
            blocks.context(_call(each.name, each.telephone)) for each in concerned.called[:CALLED_SHOWN]
        ]
        shown.append(
            blocks.context(
                "夜でも、すぐに送ります。中止は元に戻せません。"
                if word == "中止"
                else "夜でも、すぐに送ります。申込みはそのまま残ります。"
            )
        )
    about = {"event": event_id, "seen": desk.version(event), "state": str(state)}
    submit = f"{word}する" if event.state == EventState.DRAFT else f"{word}して知らせる"
    return show(
        ask,
        blocks.modal(f"{word}の確認", shown, form=CALL_OFF, submit=submit, about=about, close="やめる"),
        push=True,
    )


def _call(name: str | None, telephone: str | None) -> str:
    return f"電話:{name or '(名前なし)'} {telephone or ''}"


def take_call_off(session: Session, form: Form) -> Reply:
    """Call it off, tell everybody, and report how it goes."""
    state = EventState(form.about["state"])
    was = desk.look(session, form.about["event"], form.who, Act.EDIT, form.now).state
    step = desk.step(session, form.about["event"], state, form.about["seen"], (form.who, form.now))
    done = f"{_OFF[state]}にしました。"
    if was == EventState.DRAFT:
        return _shown(session, form, step.event, done, ())
    told = notices.of_step(session, step.event, form.now)
    report = reports.begin(session, step.event, form.who)
    return _shown(
        session,
        form,
        step.event,
        f"{done}お知らせの様子は、メッセージでお伝えします。",
        (*told.notices, report),
    )


def progress(session: Session, ask: Ask, event_id: int) -> Outgoing:
    """How the telling goes."""
    event = desk.look(session, event_id, ask.who, Act.SEE, ask.now)
    return show(ask, blocks.modal("お知らせの様子", [blocks.section(reports.words(session, event))]))


def _shown(session: Session, form: Form, event: Event, done: str, told: Iterable[Outgoing]) -> Reply:
    standing = offices.standing(session, form.who, form.now)
    view = event_looks.window(session, event, standing, done)
    return Reply(view=view, notices=tuple(told))


FORMS: Mapping[str, Callable[[Session, Form], Reply]] = {
    PUBLISH: take_publish,
    APPROVE: take_approve,
    SEND_BACK: take_send_back,
    CALL_OFF: take_call_off,
}
