"""The timetable at the desk (予定表), for staff: when what is done; stop it, change its time, do it now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from community import offices, schedules
from community.offices import Act
from community.schedules import Schedule
from handlers import days, timing
from handlers.messages import Choice, Outgoing
from handlers.slack.desk import blocks
from handlers.slack.desk.asking import Ask, show, tell
from handlers.slack.desk.blocks import Json, field
from handlers.slack.desk.forms import Form, Reply

EDIT = "schedule_edit"
NAMES: Mapping[str, str] = {
    "tidy": "古い記録を消す",
    "offers": "空いた席を次の方に案内する",
    "reports": "お知らせの届き具合を更新する",
    "news": "活動だよりを送り始める",
    "broadcasts": "配信を見守る",
    "announcements": "新しい催しを知らせる",
    "last_calls": "しめきり前・残りわずかを知らせる",
    "rounds": "団体ごとの1週間のまとめ",
    "allowance": "今月の通数をLINEに確かめる",
    "channels": "投稿できなかったチャンネルを知らせる",
    "missed": "できなかった仕事を知らせる",
    "reminders": "申し込んだ方への前日・直前の案内",
    "watches": "「見つかったら知らせる」",
    "afterwards": "終わった催しのお礼と修了証",
}
_MISSED_FOR = timedelta(days=1)


def hear(session: Session, ask: Ask) -> list[Outgoing] | None:
    """The timetable, or a step of one line of it. Raises `NotYours`."""
    offices.require(session, ask.who, Act.APPOINT, None, ask.now)
    if ask.words.number is not None:
        return None
    if not ask.words.verb:
        return [show(ask, _table(session))]
    take = VERBS.get(ask.words.verb)
    return [take(session, ask, ask.words.rest)] if take else None


def missed(session: Session, now: datetime) -> Sequence[Outgoing]:
    """What was passed over, told to staff once."""
    return [
        tell(
            each.person,
            f"missed:{line.name}:{line.missed_at}:{each.person}",
            f"「{_name(line)}」は、{days.moment(line.missed_at)}の分をしませんでした(動いていない時間が長すぎました)。",
            Choice("予定表を見る", "予定表", main=True),
        )
        for line in schedules.missed(session, now - _MISSED_FOR)
        if line.missed_at is not None
        for each in offices.holders(session, (None,), now)
    ]


def _name(line: Schedule) -> str:
    return NAMES.get(line.job, line.name)


def _table(session: Session, done: str = "") -> Json:
    shown = [blocks.section(f"✅ {done}")] if done else []
    for each in schedules.everything(session):
        when = f"`{each.cron}`" if each.cron else days.moment(each.once) if each.once else "–"
        last = f"前回 {days.moment(each.fired_at)}" if each.fired_at else "まだ"
        following = f"次回 {days.moment(each.next_at)}" if each.next_at else "–"
        following = "止めています" if each.paused else following
        ways = [("再開" if each.paused else "停止"), "変更", "実行"]
        shown.append(blocks.marked(f"*{_name(each)}*({each.name})\n{when} {last}・{following}"))
        shown.append(blocks.actions(*(blocks.button(way, f"予定表 {way} {each.name}") for way in ways)))
    return blocks.modal("予定表", shown)


def _pause(session: Session, ask: Ask, name: str) -> Outgoing:
    found = schedules.pause(session, name, ask.who, ask.now)
    return show(ask, _table(session, f"「{_name(found)}」を止めました。"))


def _resume(session: Session, ask: Ask, name: str) -> Outgoing:
    found = schedules.pause(session, name, ask.who, ask.now, paused=False)
    return show(ask, _table(session, f"「{_name(found)}」を再開しました。止めていた間の分はしません。"))


def _run(session: Session, ask: Ask, name: str) -> Outgoing:
    found = schedules.ask(session, name, ask.who, ask.now)
    return show(ask, _table(session, f"「{_name(found)}」を、1分以内に1回します。"))


def _change(session: Session, ask: Ask, name: str) -> Outgoing:
    found = schedules.get(session, name)
    hint = "分 時 日 月 曜日(0=日)。例:`0 17 * * 5` は毎週金曜17時、`0 9 1 * *` は毎月1日9時。"
    shown = [
        blocks.section(_name(found)),
        field("cron", "いつ", blocks.text(found.cron, most=80), hint=hint, optional=False),
    ]
    about = {"name": name}
    form = blocks.modal("時間を変える", shown, form=EDIT, submit="変える", about=about, close="やめる")
    return show(ask, form, push=True)


def take_change(session: Session, form: Form) -> Reply:
    """Do it at other times. Raises `ScheduleUnsound`."""
    offices.require(session, form.who, Act.APPOINT, None, form.now)
    name, cron = form.about["name"], " ".join((form.text("cron") or "").split())
    found = schedules.get(session, name)
    timing.check(replace(found.line, cron=cron, once=None), form.now)
    found = schedules.edit(session, name, cron, form.who, form.now)
    return Reply(view=_table(session, f"「{_name(found)}」の時間を変えました。次回は1分以内に計算されます。"))


VERBS: Mapping[str, Callable[[Session, Ask, str], Outgoing]] = {
    "停止": _pause,
    "再開": _resume,
    "実行": _run,
    "変更": _change,
}
FORMS: Mapping[str, Callable[[Session, Form], Reply]] = {EDIT: take_change}
