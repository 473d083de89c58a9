"""Forms about news: written, sent now or later, approved, sent back, taken back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import time
from typing import Any

from sqlalchemy.orm import Session

from community import approvals, bodies, centers, news, offices
from community.approvals import Approval
from community.news import News
from community.offices import Act, Standing
from handlers.messages import Choice, Outgoing
from handlers.payloads import part, word
from handlers.profile import INTERESTS
from handlers.slack.desk import blocks
from handlers.slack.desk.asking import Ask, tell
from handlers.slack.desk.blocks import Json, field
from handlers.slack.desk.event_notices import people
from handlers.slack.desk.forms import Form, Reply
from handlers.slack.desk.news_looks import AGES, cost, preview, whom, window
from handlers.slack.mrkdwn import plain

WRITE, SEND, APPROVE, SEND_BACK, RECALL = (
    "news_write",
    "news_send",
    "news_approve",
    "news_send_back",
    "news_recall",
)
TOWNS = "-"
_FOLLOWERS = "この団体をフォローしている方だけに"


def new(ask: Ask) -> Json:
    """An empty form, or one that holds the message it was asked about."""
    quoted = plain(word(part(ask.incoming.gesture, "message"), "text") or "")
    first, _, _ = quoted.strip().partition("\n")
    body = next(iter(ask.standing.bodies), None)
    begun = News(body=body, title=first[: news.TITLE_LIMIT], words=quoted[: news.WORDS_LIMIT])
    return form(begun, ask.standing)


def form(written: News, standing: Standing) -> Json:
    """The form, with what there is."""
    own = [(each, each) for each in standing.bodies] + ([("市", TOWNS)] if standing.staff else [])
    if written.body is not None and written.body not in standing.bodies:
        own.append((written.body, written.body))
    shown = [
        field("body", "団体", blocks.select(own, written.body or own[0][1]), optional=False),
        field("title", "見出し", blocks.text(written.title, most=news.TITLE_LIMIT), optional=False),
        field("words", "本文", blocks.text(written.words, most=news.WORDS_LIMIT, lines=True), optional=False),
        field("picture", "写真のアドレス(https://)", blocks.text(written.picture, most=500)),
    ]
    if written.corrects is None:
        shown += [
            field(
                "area",
                "どの地域の方に",
                blocks.select(_all((each, each) for each in centers.areas()), written.area or TOWNS),
            ),
            field(
                "age_group",
                "どの年代の方に",
                blocks.select(_all((name, each) for each, name in AGES.items()), written.age_group or TOWNS),
            ),
            field(
                "interest",
                "何が好きな方に",
                blocks.select(_all((each, each) for each in INTERESTS), written.interest or TOWNS),
            ),
            field(
                "followers",
                "フォロー",
                blocks.select(
                    [("フォローしていない方にも", TOWNS), (_FOLLOWERS, "yes")],
                    "yes" if written.followers else TOWNS,
                ),
            ),
        ]
    about = {"news": written.id, "seen": news.version(written)} if written.id else {}
    return blocks.modal("お知らせを書く", shown, form=WRITE, submit="保存する", about=about, close="やめる")


def _all(choices: Any) -> list[tuple[str, str]]:
    return [("(全員)", TOWNS), *choices]


def take_written(session: Session, form: Form) -> Reply:
    """Keep the draft."""
    picture = form.text("picture")
    if picture and not picture.startswith("https://"):
        return Reply(errors={"picture": "https:// で始まるアドレスを書いてください。"})
    columns: dict[str, Any] = {
        "title": form.text("title") or "",
        "words": form.text("words") or "",
        "picture": picture,
    }
    columns["body"] = _none(form.chosen("body"))
    if "area" in form.fields:
        columns |= {name: _none(form.chosen(name)) for name in ("area", "age_group", "interest")}
        columns["followers"] = columns["body"] is not None and form.chosen("followers") == "yes"
    news_id = form.about.get("news")
    if news_id is None:
        made = news.draft(session, News(**columns), form.who, form.now)
    else:
        offices.require(session, form.who, Act.NEWS, columns["body"], form.now)
        made = news.edit(session, news_id, form.about["seen"], columns, (form.who, form.now))
    return _shown(session, form, made, "下書きを保存しました。まだ、だれにも送っていません。")


def _none(chosen: str | None) -> str | None:
    return None if chosen in (None, TOWNS) else chosen


def sending(session: Session, written: News, ask: Ask) -> Json:
    """To whom, how many, and when."""
    second = bodies.needs_second(session, written.body)
    who = people(offices.others(session, written.body, ask.who, ask.now)) if second else ""
    words = f"承認を頼む相手:{who or '(承認できる人がいません。担当の登録を頼んでください)'}"
    shown = [
        blocks.section(f"相手:{whom(written)}\n{cost(session, written, ask.now)}"),
        blocks.marked(words) if second else blocks.context("この団体では、一人で送れます。"),
        field("day", "送る日(空けると、すぐ)", blocks.day()),
        field(
            "time",
            "送る時刻",
            blocks.clock(),
            hint="夜9時から朝8時までは送りません。その次の朝8時に送ります。",
        ),
        *preview(session, written),
    ]
    about = {"news": written.id, "seen": news.version(written)}
    submit = "承認を頼む" if second else "送る"
    return blocks.modal("送る前の確認", shown, form=SEND, submit=submit, about=about, close="やめる")


def take_sending(session: Session, form: Form) -> Reply:
    """Schedule it, or ask for that."""
    at = form.moment("day", "time", time(9))
    if at is not None and at < form.now:
        return Reply(errors={"day": "もう過ぎた日時です。空けると、すぐに送ります。"})
    news_id = form.about["news"]
    waits = news.send(session, news_id, form.about["seen"], at, (form.who, form.now))
    written = news.look(session, news_id, form.who, Act.SEE, form.now)
    words = f"「{written.title}」の配信を頼まれました。内容を見て、よければ承認してください。"
    ways = (
        Choice("内容を見る", f"お知らせ {news_id} 承認", main=True),
        Choice("差し戻す", f"お知らせ {news_id} 差し戻し"),
    )
    about = f"asked-news:{news_id}:{news.version(written)}"
    told = [tell(each, f"{about}:{each}", words, *ways) for each in waits]
    return _shown(session, form, written, "承認を頼みました。" if waits else "送ることにしました。", told)


def approving(session: Session, written: News, asked: Approval) -> Json:
    """What somebody else asks to send."""
    shown = [
        blocks.marked(f"{people((asked.asked_by,))} さんから頼まれています。"),
        blocks.section(f"相手:{whom(written)}\n{cost(session, written, asked.asked_at)}"),
        *preview(session, written),
    ]
    about = {"news": written.id, "seen": news.version(written)}
    return blocks.modal(
        "送る前の確認", shown, form=APPROVE, submit="承認して送る", about=about, close="やめる"
    )


def take_approving(session: Session, form: Form) -> Reply:
    """Approve, and tell who asked."""
    news_id = form.about["news"]
    asked = approvals.pending(session, f"news:{news_id}")
    by = asked.asked_by if asked else None
    written = news.approve(session, news_id, form.about["seen"], form.who, form.now)
    told = [tell(by, f"approved-news:{news_id}", f"「{written.title}」が承認されました。")] if by else []
    return _shown(session, form, written, "承認しました。時刻が来たら送ります。", told)


def sending_back(news_id: int) -> Json:
    """Why it is sent back."""
    shown = [field("why", "直してほしいこと", blocks.text(most=500, lines=True), optional=False)]
    return blocks.modal(
        "差し戻す", shown, form=SEND_BACK, submit="戻す", about={"news": news_id}, close="やめる"
    )


def take_back(session: Session, form: Form) -> Reply:
    """Send it back with the reason."""
    written = news.look(session, form.about["news"], form.who, Act.APPROVE, form.now)
    asked = approvals.pending(session, f"news:{written.id}")
    if asked is None:
        raise approvals.NotAsked
    by, at = asked.asked_by, asked.asked_at
    approvals.withdraw(session, f"news:{written.id}")
    words = f"「{written.title}」が差し戻されました。理由:{form.text('why')}"
    told = tell(
        by, f"sent-back-news:{written.id}:{at.isoformat()}", words, Choice("開く", f"お知らせ {written.id}")
    )
    return _shown(session, form, written, "差し戻しました。", [told])


def recalling(written: News) -> Json:
    """Look once more before it is taken back."""
    shown = [
        blocks.section(f"「{written.title}」を取り消します。まだ送っていない方には、届かなくなります。"),
        blocks.section(
            "もう届いた方の画面からは消せません。まちがいがあったときは、このあと訂正を送れます。"
        ),
    ]
    about = {"news": written.id}
    return blocks.modal("取り消す", shown, form=RECALL, submit="取り消す", about=about, close="やめる")


def take_recall(session: Session, form: Form) -> Reply:
    """Take it back."""
    stopped = news.recall(session, form.about["news"], form.who, form.now)
    written = news.look(session, form.about["news"], form.who, Act.SEE, form.now)
    return _shown(session, form, written, f"取り消しました。送る前に止めたもの:{stopped}人分。")


def _shown(session: Session, form: Form, written: News, done: str, told: Sequence[Outgoing] = ()) -> Reply:
    standing = offices.standing(session, form.who, form.now)
    return Reply(view=window(session, written, standing, done), notices=told)


FORMS: Mapping[str, Callable[[Session, Form], Reply]] = {
    WRITE: take_written,
    SEND: take_sending,
    APPROVE: take_approving,
    SEND_BACK: take_back,
    RECALL: take_recall,
}
