"""Broadcasts at the desk (配信): how far each has come, the month's messages, and the ways to stop one.

What it does to stop, resume or take one back is `community/spreading.py`'s.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from community import allowance, broadcasts, hours, offices, spreading
from community.allowance import Left
from community.broadcasts import Broadcast, BroadcastState
from community.offices import Act
from handlers import days
from handlers.messages import Choice, Outgoing
from handlers.slack.desk import blocks
from handlers.slack.desk.asking import Ask, show, tell
from handlers.slack.desk.blocks import Json

MOST = 20
STATES: Mapping[str, str] = {
    BroadcastState.WAITING: "送り始めるところ",
    BroadcastState.SENDING: "送っています",
    BroadcastState.PAUSED: "止めています",
    BroadcastState.REFUSED: "今月の通数が足りず、止まっています",
    BroadcastState.RECALLED: "取り消しました",
    BroadcastState.DONE: "送り終わりました",
}
_WAYS: Mapping[str, tuple[str, ...]] = {
    BroadcastState.WAITING: ("停止", "取り消し"),
    BroadcastState.SENDING: ("停止", "取り消し"),
    BroadcastState.PAUSED: ("再開", "取り消し"),
    BroadcastState.REFUSED: ("再開", "取り消し"),
}


def hear(session: Session, ask: Ask) -> list[Outgoing] | None:
    """The list, or one, or a step of one."""
    if ask.words.number is None:
        return None if ask.words.verb else [show(ask, _list(session, ask))]
    take = VERBS.get(ask.words.verb)
    return [take(session, ask, ask.words.number)] if take else None


def look_after(session: Session, now: datetime) -> Sequence[Outgoing]:
    """End what has gone out; tell officers of what was stopped, once a day."""
    spreading.finish(session, now)
    return [each for stopped in spreading.stopped(session) for each in _trouble(session, stopped, now)]


def month(left: Left) -> str:
    """The month's messages in a sentence."""
    if left.most is None:
        return f"今月LINEで送った数:{left.used}通(上限なし)。"
    spare = max(left.most - left.reserve - left.used, 0)
    return (
        f"今月LINEで送った数:{left.used}/{left.most}通。あと{spare}通送れます"
        f"(中止や災害のために{left.reserve}通を残しています)。このままだと月末に{left.forecast}通です。"
    )


def _list(session: Session, ask: Ask) -> Json:
    mine = ask.standing
    found = spreading.recent(session, MOST, None if mine.staff else mine.bodies)
    shown = [blocks.section(month(allowance.left(session, ask.now)))]
    for each in found:
        about = (STATES[each.state], f"{each.people}人", each.body or "市", days.moment(each.created_at))
        words = f"{each.title}\n{'・'.join(about)}"
        shown.append(blocks.section(words, blocks.button("開く", f"配信 {each.number}")))
    if not found:
        shown.append(blocks.section("まだ何も配信していません。「お知らせ 作成」から始められます。"))
    return blocks.modal("配信", shown)


def _window(session: Session, found: Broadcast, done: str = "") -> Json:
    shown = [blocks.section(f"✅ {done}")] if done else []
    so_far = spreading.progress(session, found.id)
    told = [
        f"{found.title}({found.body or '市'})",
        f"状態:{STATES[found.state]}",
        f"届いた {so_far.reached}人・送っているところ {so_far.on_the_way}人・待っている {so_far.held}人",
        *([f"届かなかった {so_far.lost}人"] if so_far.lost else []),
        *([f"取り消した {so_far.withdrawn}人"] if so_far.withdrawn else []),
        f"届く理由:{found.why}",
        *([f"急ぐ理由:{found.urgent}(回数や時間の決まりをこえて送ります)"] if found.urgent else []),
    ]
    shown.append(blocks.section("\n".join(told)))
    ways = [blocks.button(_LABELS[way], f"配信 {found.number} {way}") for way in _WAYS.get(found.state, ())]
    shown.append(blocks.actions(blocks.button("最新の数字にする", f"配信 {found.number}"), *ways))
    return blocks.modal("配信", shown)


_LABELS = {"停止": "止める", "再開": "再開する", "取り消し": "残りを取り消す"}


def _mine(session: Session, ask: Ask, number: int, act: Act) -> Broadcast:
    found = broadcasts.numbered(session, number)
    offices.require(session, ask.who, act, found.body, ask.now)
    return found


def _one(session: Session, ask: Ask, number: int) -> Outgoing:
    return show(ask, _window(session, _mine(session, ask, number, Act.SEE)))


def _pause(session: Session, ask: Ask, number: int) -> Outgoing:
    found = spreading.pause(session, _mine(session, ask, number, Act.NEWS).id, ask.who, ask.now)
    return show(ask, _window(session, found, "止めました。送っている途中の分は届きます。"))


def _resume(session: Session, ask: Ask, number: int) -> Outgoing:
    found = spreading.resume(session, _mine(session, ask, number, Act.NEWS).id, ask.who, ask.now)
    return show(ask, _window(session, found, "再開します。今月の通数をLINEに確かめてから送ります。"))


def _recall(session: Session, ask: Ask, number: int) -> Outgoing:
    found = _mine(session, ask, number, Act.NEWS)
    people = spreading.recall(session, found.id, ask.who, ask.now)
    return show(
        ask, _window(session, found, f"{people}人分を取り消しました。もう届いた方の画面からは消せません。")
    )


def _trouble(session: Session, stopped: Broadcast, now: datetime) -> Iterator[Outgoing]:
    words = (
        f"「{stopped.title}」の配信が、今月の通数が足りないため止まっています({stopped.people}人あて)。"
        f"{month(allowance.left(session, now))}\n"
        "来月まで待って再開する、取り消して相手をしぼって送りなおす、Slackだけで伝える、のどれかを選んでください。"
    )
    ways = (
        Choice("様子を見る", f"配信 {stopped.number}", main=True),
        Choice("残りを取り消す", f"配信 {stopped.number} 取り消し"),
    )
    to = offices.holders(session, (stopped.body,), now) or offices.holders(session, (None,), now)
    for each in to:
        yield tell(
            each.person, f"broadcast-stopped:{stopped.id}:{hours.day_of(now)}:{each.person}", words, *ways
        )


VERBS: Mapping[str, Callable[[Session, Ask, int], Outgoing]] = {
    "": _one,
    "停止": _pause,
    "再開": _resume,
    "取り消し": _recall,
}
