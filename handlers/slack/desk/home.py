"""The start page: what waits for me, today and this week, how full it is, and the quickest ways on."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import quote

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from community import allowance, approvals, bodies, consulting, hours, seats
from community.events import COMING, Event, EventState
from community.hours import TOWN
from community.news import News
from community.offices import Act, Standing
from community.seats import Glance
from community.tokens import Thing, sealed
from handlers import addresses
from handlers.messages import Outgoing
from handlers.slack.desk import blocks
from handlers.slack.desk.asking import Ask, at_home
from handlers.slack.desk.blocks import Json
from handlers.slack.desk.event_looks import line

WEEK = timedelta(days=7)
BARS, BODIES = 8, 8  # of the chart; bodies whose month is shown
TITLE_SHOWN, URL_LIMIT = 12, 3000  # signs
SOON, WAITING = 20, 10  # events and requests shown: the page stays under Slack's hundred blocks
STRANGER = (
    "わっしょいは、一関市の地域協働をお手伝いします。推進計画のことは、メッセージで何でも聞いてください。\n"
    "催しや名簿をあつかうには、市の担当者に役割を登録してもらってください。"
)


def hear(session: Session, ask: Ask) -> list[Outgoing] | None:
    """The page as it is now."""
    return [at_home(ask, blocks.home(list(page(session, ask.standing, ask.now))))]


def page(session: Session, standing: Standing, now: datetime) -> Iterator[Json]:
    """What somebody's start page shows."""
    if not standing.anybody:
        yield blocks.section(STRANGER)
        return
    yield blocks.header("わっしょい")
    yield blocks.context("・".join((*(["市の担当者"] if standing.staff else []), *standing.bodies)))
    yield blocks.actions(*_quick(standing))
    yield from _waiting(session, standing)
    yield from _open(session, standing, now)
    yield from _soon(session, standing, now)


def _quick(standing: Standing) -> Iterator[Json]:
    yield blocks.button("催しをつくる", "催し 作成", style="primary")
    yield blocks.button("催し", "催し")
    yield blocks.button("お知らせを書く", "お知らせ 作成")
    yield blocks.button("お知らせ", "お知らせ")
    yield blocks.button("相談", "相談")
    yield blocks.button("担当", "担当")
    if standing.may(Act.APPOINT, None):
        yield blocks.button("団体", "団体")
    yield blocks.button("使い方", "使い方")


def _waiting(session: Session, standing: Standing) -> Iterator[Json]:
    asked = approvals.waiting(session, standing.bodies, everything=standing.staff)
    mine = [each for each in asked if each.asked_by != standing.person]
    if not mine:
        return
    yield blocks.header(f"承認を待っているもの({len(mine)})")
    for each in mine[:WAITING]:
        kind, _, number = each.subject.partition(":")
        noun = "催し" if kind == "event" else "お知らせ"
        found = session.get(Event, int(number)) if kind == "event" else session.get(News, int(number))
        if found is not None:
            way = blocks.button("内容を見る", f"{noun} {number} 承認")
            yield blocks.section(f"{noun}:{found.title}\n{found.body or '市'}", way)


def _soon(session: Session, standing: Standing, now: datetime) -> Iterator[Json]:
    today = datetime.combine(hours.day_of(now), datetime.min.time(), TOWN)
    rows = select(Event).where(Event.ends_at > today, Event.starts_at < today + WEEK, Event.state.in_(COMING))
    if not standing.staff:
        rows = rows.where(or_(Event.body.in_(standing.bodies), Event.partner.in_(standing.bodies)))
    found = session.scalars(rows.order_by(Event.starts_at, Event.id).limit(SOON)).all()
    glances = seats.glances(session, [each.id for each in found])
    yield blocks.header("今日とこの1週間")
    if not found:
        yield blocks.section("この1週間の催しは、ありません。")
    yield from _chart([(each, glances[each.id]) for each in found])
    for each in found:
        yield from line(each, glances[each.id])


def _chart(found: Sequence[tuple[Event, Glance]]) -> Iterator[Json]:
    """How full they are, as a picture; the same stands in words below it."""
    rows = [(_short(event.title), glance.taken, event.capacity) for event, glance in found if event.capacity][
        :BARS
    ]
    token = sealed(addresses.key(), Thing.CHART, "\n".join("|".join(map(str, row)) for row in rows))
    url = addresses.picture(f"/charts/{quote(token)}.png") if rows else ""
    if url and len(url) <= URL_LIMIT:
        told = "、".join(f"{title} {taken}/{capacity}人" for title, taken, capacity in rows)
        yield blocks.image(url, f"席の埋まりぐあい:{told}")


def _short(title: str) -> str:
    flat = " ".join(title.replace("|", " ").split())
    return flat if len(flat) <= TITLE_SHOWN else f"{flat[: TITLE_SHOWN - 1]}…"


def _open(session: Session, standing: Standing, now: datetime) -> Iterator[Json]:
    """What else is open: advice to give, drafts, the month's messages."""
    told = []
    if advice := len(consulting.waiting(session, standing)):
        told.append(f"答えを待っている相談:{advice}件")
    mine = select(func.count()).where(Event.state == EventState.DRAFT, Event.ends_at > now)
    if not standing.staff:
        mine = mine.where(or_(Event.body.in_(standing.bodies), Event.partner.in_(standing.bodies)))
    if drafts := session.scalar(mine):
        told.append(f"公開していない催しの下書き:{drafts}件")
    for name in standing.bodies[:BODIES]:
        share, used = bodies.get(session, name).share, allowance.of_body(session, name, now)
        told.append(f"{name}の今月のお知らせ:{used}{f'/{share}' if share is not None else ''}通")
    if told:
        yield blocks.context("\n".join(told))
