"""How an event looks to officers: as a line of a list, and by itself with all that can be done about it.

Pure but for what it reads. What is done is `event_windows.py`, `event_forms.py` and `event_steps.py`.
"""

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from community import events, organizing, quotas, seats
from community.approvals import Approval
from community.events import Event, EventState
from community.listing import STATES
from community.offices import Act, Standing
from community.seats import Glance
from handlers import addresses, days
from handlers.refusals import FIELDS
from handlers.slack.desk import blocks
from handlers.slack.desk.blocks import Json
from handlers.standing import fee
from handlers.whereabouts import where

PAGE = 15  # events of a page: each is two blocks


def mine(session: Session, standing: Standing, page: int) -> tuple[list[Event], int]:
    """A page of coming events and drafts of one's bodies, and how many pages there are."""
    rows = select(Event).where(Event.ends_at > func.now(), Event.state != EventState.CANCELLED)
    if not standing.staff:
        rows = rows.where(or_(Event.body.in_(standing.bodies), Event.partner.in_(standing.bodies)))
    number = session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    rows = rows.order_by(Event.starts_at, Event.id).limit(PAGE).offset((max(page, 1) - 1) * PAGE)
    return list(session.scalars(rows)), -(-number // PAGE)


def line(event: Event, glance: Glance) -> Iterator[Json]:
    """An event in a list, with the way to it."""
    places = "定員なし" if event.capacity is None else f"{glance.taken}/{event.capacity}人"
    waiting = f"・待ち{glance.waiting}組" if glance.waiting else ""
    words = f"{event.title}\n{days.day_and_hours(event)}"
    yield blocks.section(words, blocks.button("開く", f"催し {event.id}"))
    yield blocks.context(f"{STATES[event.state]}・{places}{waiting}・{event.body or '市'}")


def turning(noun: str, page: int, pages: int) -> Iterator[Json]:
    """The ways to the page before and after."""
    ways = [
        *([blocks.button("前のページ", f"{noun} {page - 1}")] if page > 1 else []),
        *([blocks.button("次のページ", f"{noun} {page + 1}")] if page < pages else []),
    ]
    if ways:
        yield blocks.actions(*ways)
        yield blocks.context(f"{page} / {pages} ページ")


def window(session: Session, event: Event, standing: Standing, done: str = "") -> Json:
    """One event as an officer sees it; `done` says what has just become of it."""
    glance = seats.glances(session, [event.id])[event.id]
    waits = session.get(Approval, f"event:{event.id}")
    shown = [blocks.section(f"✅ {done}")] if done else []
    shown += [blocks.header(event.title), blocks.section(_facts(event, glance))]
    wrong = organizing.unsound(event, quotas.of_event(session, event.id))
    if event.state == EventState.DRAFT and wrong:
        missing = "、".join(FIELDS.get(each, each) for each in wrong)
        shown.append(blocks.section(f"公開する前に、直すところがあります:{missing}"))
    if waits is not None:
        shown.append(blocks.section(f"公開の承認を待っています({days.moment(waits.asked_at)} から)。"))
    for some in _ways(event, waits, standing):
        shown.append(blocks.actions(*some))
    return blocks.modal("催し", shown)


def _facts(event: Event, glance: Glance) -> str:
    places = "定員なし" if event.capacity is None else f"{glance.taken} / {event.capacity}人"
    rows = [
        ("状態", STATES[event.state]),
        ("団体", "・".join((event.body or "市", *([event.partner] if event.partner else [])))),
        ("日時", days.day_and_hours(event)),
        ("場所", where(event)),
        ("申込み", f"{places}(キャンセル待ち {glance.waiting}組)"),
        ("参加費", fee(event)),
        ("締切", days.moment(event.closes_at) if event.closes_at else ""),
        ("番号", f"催し {event.id}"),
    ]
    return "\n".join(f"{label}:{text}" for label, text in rows if text)


def _ways(event: Event, waits: Approval | None, standing: Standing) -> Iterator[list[Json]]:
    this, state = f"催し {event.id}", EventState(event.state)
    over = not events.NEXT[state]
    if waits is not None and waits.asked_by != standing.person and standing.may(Act.APPROVE, event.body):
        yield [
            blocks.button("内容を見て承認する", f"{this} 承認", style="primary"),
            blocks.button("差し戻す", f"{this} 差し戻し"),
        ]
    if not over:
        first = [blocks.button("公開する", f"{this} 公開", style="primary")]
        asks = EventState.PUBLISHED in events.NEXT[state] and state != EventState.FULL
        yield [
            *(first if asks and waits is None else []),
            blocks.button("基本を直す", f"{this} 編集"),
            blocks.button("くわしい設定", f"{this} 設定"),
            blocks.button("くり返す", f"{this} くり返し"),
            blocks.button("講座の回", f"{this} 回"),
        ]
    yield [
        blocks.button("名簿", f"名簿 {event.id}"),
        blocks.button("写しをつくる", f"{this} 写し"),
        *(
            []
            if state == EventState.DRAFT
            else [blocks.link("ページを見る", addresses.page(f"/events/{event.id}"))]
        ),
    ]
    if not over and state != EventState.DRAFT:
        yield [
            *(
                [blocks.button("受付を締め切る", f"{this} 締切", sure="申込みの受付を締め切ります。")]
                if state in events.TAKING
                else []
            ),
            blocks.button("延期する", f"{this} 延期"),
            blocks.button("中止する", f"{this} 中止", style="danger"),
        ]
    if state == EventState.DRAFT:
        yield [blocks.button("下書きをやめる", f"{this} 中止", style="danger")]
