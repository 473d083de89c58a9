"""News at the desk (お知らせ): the list, and one piece with what can be done about it."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from community import approvals, news
from community.news import News
from community.offices import Act
from handlers import days
from handlers.messages import Outgoing
from handlers.slack.desk import blocks, news_forms
from handlers.slack.desk.asking import Ask, show
from handlers.slack.desk.news_looks import STATES, window

MOST = 30


def hear(session: Session, ask: Ask) -> list[Outgoing] | None:
    """The list, a new one, or something about one."""
    words = ask.words
    if words.number is None:
        if words.verb == "作成":
            return [show(ask, news_forms.new(ask), push=True)]
        return None if words.verb else [_list(session, ask)]
    take = VERBS.get(words.verb)
    return [take(session, ask, words.number)] if take else None


def _list(session: Session, ask: Ask) -> Outgoing:
    mine = ask.standing
    found = news.of_bodies(session, mine.bodies, everything=mine.staff, limit=MOST)
    shown = [blocks.actions(blocks.button("お知らせを書く", "お知らせ 作成", style="primary"))]
    for each in found:
        words = f"{each.title}\n{STATES[each.state]}・{each.body or '市'}・{days.moment(each.changed_at)}"
        shown.append(blocks.section(words, blocks.button("開く", f"お知らせ {each.id}")))
    if not found:
        shown.append(blocks.section("お知らせは、まだありません。活動のようすを書いてみませんか。"))
    return show(ask, blocks.modal("お知らせ", shown))


def _one(session: Session, ask: Ask, news_id: int) -> Outgoing:
    return show(ask, window(session, news.look(session, news_id, ask.who, Act.SEE, ask.now), ask.standing))


def _edit(session: Session, ask: Ask, news_id: int) -> Outgoing:
    found = news.look(session, news_id, ask.who, Act.NEWS, ask.now)
    return show(ask, news_forms.form(found, ask.standing), push=True)


def _send(session: Session, ask: Ask, news_id: int) -> Outgoing:
    found = news.look(session, news_id, ask.who, Act.NEWS, ask.now)
    return show(ask, news_forms.sending(session, found, ask), push=True)


def _approve(session: Session, ask: Ask, news_id: int) -> Outgoing:
    found = news.look(session, news_id, ask.who, Act.APPROVE, ask.now)
    asked = approvals.pending(session, f"news:{news_id}")
    if asked is None:
        raise approvals.NotAsked
    if asked.asked_by == ask.who:
        raise approvals.SecondPerson
    return show(ask, news_forms.approving(session, found, asked), push=True)


def _recall(session: Session, ask: Ask, news_id: int) -> Outgoing:
    found = news.look(session, news_id, ask.who, Act.NEWS, ask.now)
    return show(ask, news_forms.recalling(found), push=True)


def _correct(session: Session, ask: Ask, news_id: int) -> Outgoing:
    found = news.look(session, news_id, ask.who, Act.NEWS, ask.now)
    made = News(
        body=found.body, title=found.title, words=found.words, picture=found.picture, corrects=found.id
    )
    return show(ask, news_forms.form(news.draft(session, made, ask.who, ask.now), ask.standing), push=True)


def _send_back(session: Session, ask: Ask, news_id: int) -> Outgoing:
    news.look(session, news_id, ask.who, Act.APPROVE, ask.now)
    return show(ask, news_forms.sending_back(news_id), push=True)


VERBS: Mapping[str, Callable[[Session, Ask, int], Outgoing]] = {
    "": _one,
    "編集": _edit,
    "送信": _send,
    "承認": _approve,
    "差し戻し": _send_back,
    "取り消し": _recall,
    "訂正": _correct,
}
