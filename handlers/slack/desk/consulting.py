"""Advice (相談): an officer asks, the liaison and the city answer; and what residents asked in vain."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from community import consulting, gaps, offices
from community.consulting import Consultation
from community.offices import Act
from handlers import days
from handlers.messages import Choice, Outgoing
from handlers.slack.desk import blocks
from handlers.slack.desk.asking import Ask, show, tell
from handlers.slack.desk.blocks import Json, field
from handlers.slack.desk.forms import Form, Reply

ASK, ANSWER = "consult_ask", "consult_answer"
TOWNS = "-"
MOST = 40


def hear(session: Session, ask: Ask) -> list[Outgoing] | None:
    """Open questions and a form for another; one by its number, to be answered."""
    if ask.words.number is not None:
        return [
            show(ask, _answering(consulting.look(session, ask.words.number, ask.who, ask.now)), push=True)
        ]
    if ask.words.verb == "作成":
        return [show(ask, _form(ask), push=True)]
    return None if ask.words.verb else [show(ask, _list(session, ask))]


def _list(session: Session, ask: Ask) -> Json:
    shown: list[Json] = [blocks.actions(blocks.button("相談する", "相談 作成", style="primary"))]
    found = consulting.waiting(session, ask.standing)[:MOST]
    for each in found:
        words = f"{each.body or '市'} {days.moment(each.at)}\n{each.words[:300]}"
        mine = each.by == ask.who
        shown.append(blocks.section(words, None if mine else blocks.button("答える", f"相談 {each.id}")))
    if not found:
        shown.append(blocks.section("答えを待っている相談は、ありません。"))
    return blocks.modal("相談", shown)


def _form(ask: Ask) -> Json:
    own = [(each, each) for each in ask.standing.bodies] or [("市", TOWNS)]
    shown = [
        blocks.section("地域担当職員と市の担当者に届きます。住民の方には見えません。"),
        field("body", "団体", blocks.select(own, own[0][1]), optional=False),
        field("words", "相談したいこと", blocks.text(most=consulting.LONGEST, lines=True), optional=False),
    ]
    return blocks.modal("相談する", shown, form=ASK, submit="送る", close="やめる")


def take_question(session: Session, form: Form) -> Reply:
    """Keep the question and tell those who advise."""
    body = None if form.chosen("body") == TOWNS else form.chosen("body")
    made = consulting.ask(session, body, form.text("words") or "", form.who, form.now)
    asked = consulting.advisers(session, made, form.now)
    words = f"{body or '市'}から相談がありました。\n{made.words[:500]}"
    told = [
        tell(each, f"consultation:{made.id}:{each}", words, Choice("答える", f"相談 {made.id}", main=True))
        for each in asked
    ]
    done = f"✅ {len(asked)}人に送りました。答えはメッセージで届きます。"
    if not asked:
        done = "受け付けましたが、答えられる人がまだ登録されていません。まちづくり推進課に電話してください。"
    return Reply(view=blocks.modal("相談", [blocks.section(done)]), notices=told)


def _answering(asked: Consultation) -> Json:
    shown = [blocks.section(f"{asked.body or '市'} {days.moment(asked.at)}\n{asked.words}")]
    if asked.answer is not None:
        return blocks.modal("相談", [*shown, blocks.section(f"答え:{asked.answer}")])
    shown.append(field("answer", "答え", blocks.text(most=consulting.LONGEST, lines=True), optional=False))
    about = {"consultation": asked.id}
    return blocks.modal("相談に答える", shown, form=ANSWER, submit="答える", about=about, close="あとで")


def take_answer(session: Session, form: Form) -> Reply:
    """Keep the answer and tell who asked."""
    number = form.about["consultation"]
    found = consulting.answer(session, number, form.text("answer") or "", form.who, form.now)
    told = tell(found.by, f"consultation-answer:{number}", f"相談の答えが来ました。\n{found.answer}")
    return Reply(view=blocks.modal("相談", [blocks.section("✅ 答えを送りました。")]), notices=(told,))


def hear_questions(session: Session, ask: Ask) -> list[Outgoing] | None:
    """What residents asked and nothing answered; staff take off the list what is settled."""
    if ask.words.verb == "済み":
        offices.require(session, ask.who, Act.ANSWER, None, ask.now)
        gaps.settle(session, ask.words.rest)
    elif ask.words.verb or ask.words.number is not None:
        return None
    shown: list[Json] = [blocks.context("だれが聞いたかは残していません。聞かれた回数の多い順です。")]
    for each in gaps.most_asked(session, MOST):
        words = f"{each.question}\n{each.times}回、最後は{days.day(each.last_at.date())}"
        done = blocks.button("済みにする", f"質問 済み {each.id}", sure="一覧から消します。")
        shown.append(blocks.section(words, done if ask.standing.may(Act.ANSWER, None) else None))
    if len(shown) == 1:
        shown.append(blocks.section("答えられなかった質問は、まだありません。"))
    return [show(ask, blocks.modal("答えられなかった質問", shown))]


FORMS: Mapping[str, Callable[[Session, Form], Reply]] = {ASK: take_question, ANSWER: take_answer}
