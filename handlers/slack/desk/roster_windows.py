"""A roster at the desk (名簿): page by page, with what can be done about each sign-up.

Taking somebody in, cancelling for them and moving them up are forms (`roster_forms.py`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from community import remarks, rosters
from community.ledger import SignUp, SignUpState
from community.offices import Act
from community.rosters import Page, Shown
from handlers import days, notices
from handlers.messages import Outgoing
from handlers.slack.desk import blocks, roster_files, roster_forms
from handlers.slack.desk.asking import Ask, show
from handlers.slack.desk.blocks import Json

SHOWN: Mapping[Shown, str] = {
    Shown.VALID: "全員",
    Shown.CONFIRMED: "確定",
    Shown.WAITING: "待ち",
    Shown.CALLED: "電話",
    Shown.CANCELLED: "取消",
}
STATES: Mapping[str, str] = {
    SignUpState.CONFIRMED: "確定",
    SignUpState.WAITLISTED: "キャンセル待ち",
    SignUpState.OFFERED: "空きを案内中",
    SignUpState.CANCELLED: "取消",
    SignUpState.ATTENDED: "来た",
    SignUpState.ABSENT: "欠席",
}
_WAYS = {"line": "LINE", "web": "LINE(フォーム)", "phone": "電話", "counter": "窓口"}


def hear(session: Session, ask: Ask) -> list[Outgoing] | None:
    """An event's roster, whole or in part, and what is done to one sign-up."""
    words = ask.words
    if words.number is None:
        return None
    if words.verb in STEPS:
        return list(STEPS[words.verb](session, ask, words.number))
    if words.verb and words.verb not in SHOWN.values() and not words.verb.isdecimal():
        return None
    which = next((each for each, name in SHOWN.items() if name == words.verb), Shown.VALID)
    number = words.rest if words.verb in SHOWN.values() else words.verb
    return [_roster(session, ask, words.number, which, int(number) if number.isdecimal() else 1)]


def _roster(session: Session, ask: Ask, event_id: int, which: Shown, number: int, done: str = "") -> Outgoing:
    found = rosters.page(session, event_id, which, number, (ask.who, ask.now))
    return show(ask, blocks.modal("名簿", list(page(session, found, which, number, done))))


def page(session: Session, found: Page, which: Shown, number: int, done: str) -> Iterator[Json]:
    """What a page of a roster shows."""
    this, event = f"名簿 {found.event.id}", found.event
    if done:
        yield blocks.section(f"✅ {done}")
    yield blocks.section(f"{event.title}\n{days.day_and_hours(event)}")
    kinds = [(f"{name} {found.counts[each]}組", f"{this} {name}") for each, name in SHOWN.items()]
    yield blocks.actions(
        blocks.menu("しぼる", kinds, f"{this} {SHOWN[which]}"),
        blocks.button("電話・窓口で受け付ける", f"{this} 受付", style="primary"),
        blocks.button("印刷・書き出し", f"{this} 書き出し"),
    )
    about = notices.about(event)
    ids = [each.id for each in found.rows]
    noted, called = remarks.of(session, ids, remarks.NOTE), remarks.of(session, ids, about)
    for each in found.rows:
        note = noted[each.id].words if each.id in noted else None
        yield blocks.section(_line(each, note, called=each.id in called), _menu(this, each))
    if not found.rows:
        yield blocks.section("ここに入る方は、いません。")
    yield from _turning(f"{this} {SHOWN[which]}", number, found.pages)


def _line(sign_up: SignUp, note: str | None, *, called: bool) -> str:
    ages = [each.age for each in sign_up.members if each.age is not None]
    told = [
        f"{sign_up.size}人",
        f"{'・'.join(map(str, ages))}歳" if ages else "",
        sign_up.telephone or "",
        STATES[sign_up.state],
        _WAYS.get(sign_up.channel, sign_up.channel),
        "代理の申込み" if sign_up.by != sign_up.person else "",
        "📞 連絡ずみ" if called else "",
    ]
    name = sign_up.name or "(お名前なし)"
    lines = [f"{sign_up.number}. {name}", "、".join(each for each in told if each)]
    return "\n".join([*lines, *([f"メモ:{note}"] if note else [])])


def _menu(this: str, sign_up: SignUp) -> Json | None:
    ways = []
    if sign_up.state in (SignUpState.CONFIRMED, SignUpState.ATTENDED, SignUpState.ABSENT):
        ways += [("来た", f"{this} 来た {sign_up.id}"), ("欠席", f"{this} 欠席 {sign_up.id}")]
    if sign_up.state in (SignUpState.WAITLISTED, SignUpState.OFFERED):
        ways.append(("席を決める(繰り上げ)", f"{this} 繰上 {sign_up.id}"))
    if sign_up.telephone:
        ways.append(("電話で連絡した", f"{this} 連絡 {sign_up.id}"))
    if sign_up.state not in (SignUpState.CANCELLED, SignUpState.ATTENDED):
        ways.append(("取り消す", f"{this} 取消する {sign_up.id}"))
    return blocks.more(ways) if ways else None


def _turning(this: str, page: int, pages: int) -> Iterator[Json]:
    ways = [
        *([blocks.button("前のページ", f"{this} {page - 1}")] if page > 1 else []),
        *([blocks.button("次のページ", f"{this} {page + 1}")] if page < pages else []),
    ]
    if ways:
        yield blocks.actions(*ways)
        yield blocks.context(f"{page} / {pages} ページ")


def _came(session: Session, ask: Ask, event_id: int) -> Sequence[Outgoing]:
    _, mine = rosters.one(session, ask.words.rest, ask.who, Act.SIGN_UP, ask.now)
    rosters.tick(session, mine.id, mine.size, ask.who, ask.now)
    return [_roster(session, ask, event_id, Shown.CONFIRMED, 1, "来たことにしました。")]


def _absent(session: Session, ask: Ask, event_id: int) -> Sequence[Outgoing]:
    rosters.tick(session, ask.words.rest, 0, ask.who, ask.now)
    return [_roster(session, ask, event_id, Shown.CONFIRMED, 1, "欠席にしました。")]


def _called(session: Session, ask: Ask, event_id: int) -> Sequence[Outgoing]:
    event, mine = rosters.one(session, ask.words.rest, ask.who, Act.ROSTER, ask.now)
    rosters.called(session, mine.id, notices.about(event), ask.who, ask.now)
    return [_roster(session, ask, event_id, Shown.CALLED, 1, "連絡ずみにしました。")]


def _files(session: Session, ask: Ask, event_id: int) -> Sequence[Outgoing]:
    return [show(ask, roster_files.window(session, ask, event_id), push=True)]


STEPS: Mapping[str, Callable[[Session, Ask, int], Sequence[Outgoing]]] = {
    "受付": roster_forms.taking_in,
    "繰上": roster_forms.moving_up,
    "取消する": roster_forms.cancelling,
    "来た": _came,
    "欠席": _absent,
    "連絡": _called,
    "書き出し": _files,
}
