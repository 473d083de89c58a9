"""How news looks to officers: to whom it goes, as residents will read it, how far it has come."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from community import allowance, news, spreading
from community.approvals import Approval
from community.bodies import Body
from community.news import News, NewsState
from community.offices import Act, Standing
from community.profiles import AgeGroup
from handlers import days
from handlers import news as told
from handlers.slack.desk import blocks
from handlers.slack.desk.blocks import Json

STATES: Mapping[str, str] = {
    NewsState.DRAFT: "下書き",
    NewsState.SCHEDULED: "送るところ",
    NewsState.SENT: "送りました",
    NewsState.RECALLED: "取り消し",
}
AGES: Mapping[str, str] = {
    AgeGroup.CHILD: "12歳まで",
    AgeGroup.TEEN: "13〜17歳",
    AgeGroup.YOUTH: "18〜29歳",
    AgeGroup.ADULT: "30〜64歳",
    AgeGroup.SENIOR: "65歳から",
}


def whom(written: News) -> str:
    """To whom it goes, in words."""
    if written.corrects is not None:
        return "直す前のお知らせが届いた方"
    told_to = (
        written.area,
        AGES.get(written.age_group or ""),
        written.interest,
        f"{written.body}をフォローしている方" if written.followers else None,
    )
    return "・".join(each for each in told_to if each) or "LINEの友だち全員"


def window(session: Session, written: News, standing: Standing, done: str = "") -> Json:
    """One piece of news; `done` says what has just become of it."""
    shown = [blocks.section(f"✅ {done}")] if done else []
    waits = session.get(Approval, f"news:{written.id}")
    facts = [
        f"状態:{STATES[written.state]}{'(承認を待っています)' if waits else ''}",
        f"団体:{written.body or '市'}",
        f"相手:{whom(written)}(いま {news.people(session, written)}人)",
        *([f"送る時刻:{days.moment(written.send_at)}"] if written.send_at else []),
        *_figures(session, written),
    ]
    shown += [blocks.section("\n".join(facts)), *preview(session, written)]
    shown += [blocks.actions(*some) for some in _ways(written, waits, standing) if some]
    return blocks.modal("お知らせ", shown)


def cost(session: Session, written: News, now: datetime) -> str:
    """How many it reaches, and what is left of the body's month."""
    number, body = news.people(session, written), session.get(Body, written.body) if written.body else None
    if body is None or body.share is None:
        return f"{number}人に送ります。"
    left = body.share - allowance.of_body(session, written.body, now)
    return f"{number}人に送ります。今月送れる残りは {left}通です(ひと月 {body.share}通)。"


def preview(session: Session, written: News) -> Iterator[Json]:
    """The same words in the same order as on LINE."""
    card = told.message(session, written).card
    yield blocks.context("LINEでは、こう見えます")
    if card is not None:
        if card.picture:
            yield blocks.image(card.picture, card.picture_alt)
        yield blocks.header(card.title)
        yield blocks.section("\n".join((card.lead, *card.notes)))
    yield blocks.context(f"届いた理由:{told.why(written)}")
    yield blocks.context("[催しをさがす] [活動だよりはいらない]")


def _figures(session: Session, written: News) -> list[str]:
    if written.state not in (NewsState.SCHEDULED, NewsState.SENT, NewsState.RECALLED):
        return []
    so_far = spreading.progress(session, f"news:{written.id}")
    moving = so_far.on_the_way + so_far.held
    return [f"届いた {so_far.reached}・送っているところ {moving}・届かなかった {so_far.lost}"]


def _ways(written: News, waits: Approval | None, standing: Standing) -> Iterator[list[Json]]:
    this = f"お知らせ {written.id}"
    if waits is not None and waits.asked_by != standing.person and standing.may(Act.APPROVE, written.body):
        yield [
            blocks.button("内容を見て承認する", f"{this} 承認", style="primary"),
            blocks.button("差し戻す", f"{this} 差し戻し"),
        ]
    if written.state == NewsState.DRAFT:
        send = [] if waits else [blocks.button("送る", f"{this} 送信", style="primary")]
        yield [*send, blocks.button("直す", f"{this} 編集")]
    if written.state in (NewsState.SCHEDULED, NewsState.SENT):
        yield [
            blocks.button("取り消す", f"{this} 取り消し", style="danger"),
            blocks.button("訂正を書く", f"{this} 訂正"),
        ]
