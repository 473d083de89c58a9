"""What belongs to an event beside its columns: how it happens again, and the sessions of a course."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from community import courses, desk, hours, offices, series
from community.courses import Lesson
from community.events import Event
from community.hours import TOWN
from community.offices import Act
from community.series import Every, Rhythm
from handlers import days
from handlers.messages import Outgoing
from handlers.slack.desk import blocks, event_looks
from handlers.slack.desk.asking import Ask, show
from handlers.slack.desk.blocks import field
from handlers.slack.desk.forms import Form, Reply

REPEAT, LESSON = "event_repeat", "event_lesson"
_RHYTHMS: Mapping[str, tuple[str, Every, int]] = {
    "week": ("毎週", Every.WEEK, 1),
    "fortnight": ("1週おき", Every.WEEK, 2),
    "month": ("毎月、同じ日", Every.MONTH, 1),
    "weekday": ("毎月、同じ週の同じ曜日", Every.MONTH_WEEKDAY, 1),
}


def repeating(session: Session, ask: Ask, event_id: int) -> Outgoing:
    """How an event happens again, and until when."""
    event = desk.look(session, event_id, ask.who, Act.EDIT, ask.now)
    shown = [
        blocks.section(f"「{event.title}」({days.day_and_hours(event)})を、くり返します。"),
        blocks.context("どの日も、公開するまではだれにも見えません。祝日などは、あとで取りやめられます。"),
        field(
            "every",
            "どのくらいごと",
            blocks.select([(label, name) for name, (label, _, _) in _RHYTHMS.items()], "week"),
            optional=False,
        ),
        field(
            "until", "いつまで(この日も入れる)", blocks.day(event.day + timedelta(weeks=4)), optional=False
        ),
    ]
    about = {"event": event_id}
    return show(
        ask, blocks.modal("くり返す", shown, form=REPEAT, submit="下書きをつくる", about=about), push=True
    )


def take_repeat(session: Session, form: Form) -> Reply:
    """Draft the events that follow."""
    event = desk.look(session, form.about["event"], form.who, Act.EDIT, form.now)
    until = form.day("until")
    if until is None or until <= event.day:
        return Reply(errors={"until": "はじめの日よりあとの日をえらんでください。"})
    _, every, interval = _RHYTHMS[form.chosen("every") or "week"]
    made = series.repeat(session, event.id, Rhythm(every, until, interval), form.who, form.now)
    listed = "\n".join(days.day_and_hours(each) for each in made) or "(新しい日はありません)"
    shown = [blocks.section(f"✅ 下書きを {len(made)} 件つくりました。\n{listed}")]
    return Reply(view=blocks.modal("くり返す", [*shown, blocks.actions(blocks.button("催しの一覧", "催し"))]))


def sessions(session: Session, ask: Ask, event_id: int) -> Outgoing:
    """The sessions of a course, and a form for one more."""
    event = desk.look(session, event_id, ask.who, Act.EDIT, ask.now)
    known = [each for each in courses.of_event(session, event_id) if not each.dropped]
    begins = event.starts_at.astimezone(TOWN)
    ends = event.ends_at.astimezone(TOWN)
    listed = [f"第{each.number}回 {days.span(each.starts_at, each.ends_at)} {each.title}" for each in known]
    shown = [
        blocks.section("\n".join(listed) or "まだ、回がありません。申込みは講座ぜんたいで一度だけです。"),
        field("title", f"第{len(known) + 1}回の題", blocks.text(most=60), optional=False),
        field("day", "日にち", blocks.day(begins.date() + timedelta(weeks=len(known))), optional=False),
        field("starts", "始まり", blocks.clock(begins.time()), optional=False),
        field("ends", "終わり", blocks.clock(ends.time()), optional=False),
    ]
    about = {"event": event_id, "seen": desk.version(event)}
    return show(
        ask, blocks.modal("講座の回", shown, form=LESSON, submit="この回を足す", about=about), push=True
    )


def take_lesson(session: Session, form: Form) -> Reply:
    """Add a session; the event lasts as long as its sessions do."""
    event = desk.look(session, form.about["event"], form.who, Act.EDIT, form.now)
    day = form.day("day") or hours.day_of(form.now)
    begins = datetime.combine(day, form.clock("starts") or time(), TOWN)
    ends = datetime.combine(day, form.clock("ends") or time(), TOWN)
    if ends <= begins:
        return Reply(errors={"ends": "終わりが始まりより前です。"})
    _stretch(session, event, begins, ends, form)
    lesson = Lesson(event_id=event.id, title=form.text("title") or "", starts_at=begins, ends_at=ends)
    lesson = courses.plan(session, lesson, form.who, form.now)
    standing = offices.standing(session, form.who, form.now)
    done = f"第{lesson.number}回を足しました。"
    return Reply(
        view=event_looks.window(
            session, desk.look(session, event.id, form.who, Act.SEE, form.now), standing, done
        )
    )


def _stretch(session: Session, event: Event, begins: datetime, ends: datetime, form: Form) -> None:
    wider = {}
    if begins < event.starts_at:
        wider["starts_at"] = begins
    if ends > event.ends_at:
        wider["ends_at"] = ends
    if wider:
        desk.edit(session, event.id, form.about["seen"], (wider, None), (form.who, form.now))


FORMS: Mapping[str, Callable[[Session, Form], Reply]] = {REPEAT: take_repeat, LESSON: take_lesson}
