"""Forms about a roster: somebody who called or came is taken in; a sign-up is cancelled, or moved up."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.orm import Session

from community import centers, desk, ledger, parties, rosters, telephones
from community.ledger import Application, Channel, SignUpState
from community.offices import Act
from community.parties import Member
from community.signups import Outcome
from community.telephones import TelephoneUnclear
from handlers import days, notices
from handlers.messages import Outgoing
from handlers.slack.desk import blocks
from handlers.slack.desk.asking import Ask, show
from handlers.slack.desk.blocks import Json, field
from handlers.slack.desk.forms import Form, Reply, key_of

TAKE_IN, MOVE_UP, CANCEL = "roster_take_in", "roster_move_up", "roster_cancel"
NAME_LIMIT = 60
OLDEST = 120


def taking_in(session: Session, ask: Ask, event_id: int) -> Sequence[Outgoing]:
    """The form for somebody on the telephone."""
    event = desk.look(session, event_id, ask.who, Act.SIGN_UP, ask.now)
    ways = [("電話", str(Channel.PHONE)), ("窓口", str(Channel.COUNTER))]
    areas = [(each, each) for each in centers.areas()]
    shown = [
        blocks.section(f"「{event.title}」{days.day_and_hours(event, ask.now)}"),
        field("way", "どこで", blocks.select(ways, str(Channel.PHONE)), optional=False),
        field("name", "来る方のお名前", blocks.text(most=NAME_LIMIT), optional=False),
        field("telephone", "電話", blocks.text(most=40, example="0191-00-0000"), optional=False),
        field("size", "人数", blocks.number(1, least=1, most=parties.MOST), optional=False),
        field(
            "ages",
            "年齢(わかれば。何人かなら 70、68 のように)",
            blocks.text(most=60),
            hint="対象の年齢や、若い人・シニアの席がある催しでは、聞いてください。",
        ),
        field("area", "お住まいの地域", blocks.select(areas)),
        field("caller", "申し込んだ方のお名前(来る方とちがうとき)", blocks.text(most=NAME_LIMIT)),
        field("note", "メモ(席のことなど)", blocks.text(most=300, lines=True)),
    ]
    about = {"event": event_id}
    return [
        show(
            ask,
            blocks.modal(
                "電話・窓口で受け付ける", shown, form=TAKE_IN, submit="申し込む", about=about, close="やめる"
            ),
            push=True,
        )
    ]


def take_in(session: Session, form: Form) -> Reply:
    """Sign them up by the same rules as on LINE, and say what became of it."""
    size = form.number("size") or 1
    ages = _ages(form.text("ages") or "")
    if ages is None or (ages and len(ages) != size):
        return Reply(errors={"ages": f"年齢は{size}人分を、70、68 のように数字で書いてください。"})
    try:
        telephone = telephones.read(form.text("telephone") or "")
    except TelephoneUnclear:
        return Reply(errors={"telephone": "かけられる番号を、0191-21-2111 のように書いてください。"})
    name, caller = form.text("name") or "", form.text("caller")
    person = ledger.person_key(name, telephone)
    application = Application(
        person=person,
        by=ledger.person_key(caller, telephone) if caller else person,
        channel=Channel(form.chosen("way") or Channel.PHONE),
        request=f"desk:{key_of(form)}",
        party=tuple(Member(age) for age in ages) or (Member(),) * size,
        name=name,
        telephone=telephone,
        area=form.chosen("area"),
    )
    note = "、".join(each for each in (f"申込み:{caller}" if caller else "", form.text("note") or "") if each)
    taken = rosters.take_in(session, form.about["event"], application, note or None, (form.who, form.now))
    return _done(session, form, taken, _outcome(session, taken))


def _ages(written: str) -> list[int] | None:
    bare = unicodedata.normalize("NFKC", written).replace("歳", "").replace("才", "")
    parts = [each for each in re.split(r"[\s,、,・]+", bare) if each]
    if not all(each.isdecimal() and int(each) <= OLDEST for each in parts):
        return None
    return [int(each) for each in parts]


def _outcome(session: Session, taken: Outcome) -> str:
    mine = taken.sign_up
    if mine.state == SignUpState.CONFIRMED:
        return f"{mine.size}人の席が取れました(申込み {mine.number})。"
    position = ledger.position(session, mine)
    return f"満席です。キャンセル待ちの {position} 番目になりました(申込み {mine.number})。"


def moving_up(session: Session, ask: Ask, event_id: int) -> Sequence[Outgoing]:
    """Why somebody gets a place out of turn."""
    _, mine = rosters.one(session, ask.words.rest, ask.who, Act.SIGN_UP, ask.now)
    shown = [
        blocks.section(f"{mine.number}. {mine.name or '(お名前なし)'} {mine.size}人"),
        blocks.section("順番をとばして席を決めます。理由は記録に残ります。"),
        field("why", "理由(お名前や病気のことは書かないでください)", blocks.text(most=200), optional=False),
    ]
    about = {"event": event_id, "sign_up": mine.id}
    view = blocks.modal("繰り上げる", shown, form=MOVE_UP, submit="席を決める", about=about, close="やめる")
    return [show(ask, view, push=True)]


def take_moving_up(session: Session, form: Form) -> Reply:
    """Give the place, if they fit."""
    moved = rosters.move_up(session, form.about["sign_up"], form.text("why") or "", form.who, form.now)
    told = [notices.of_place(session, moved.sign_up, form.now)] if moved.sign_up.reachable else []
    call = "" if told else "電話でお知らせしてください。"
    return _done(session, form, moved, f"席を決めました。{call}", told)


def cancelling(session: Session, ask: Ask, event_id: int) -> Sequence[Outgoing]:
    """Look once more before a sign-up is cancelled."""
    _, mine = rosters.one(session, ask.words.rest, ask.who, Act.SIGN_UP, ask.now)
    shown = [
        blocks.section(f"{mine.number}. {mine.name or '(お名前なし)'} {mine.size}人の申込みを取り消します。"),
        blocks.section(
            "空いた席は、待っている方に順番に案内されます。本人から頼まれたときだけ、取り消してください。"
        ),
    ]
    about = {"event": event_id, "sign_up": mine.id}
    view = blocks.modal("申込みの取消し", shown, form=CANCEL, submit="取り消す", about=about, close="やめる")
    return [show(ask, view, push=True)]


def take_cancelling(session: Session, form: Form) -> Reply:
    """Cancel, and ask the next."""
    ended = rosters.cancel(session, form.about["sign_up"], form.who, form.now)
    return _done(session, form, ended, "取り消しました。")


def _done(session: Session, form: Form, outcome: Outcome, words: str, told: Sequence[Outgoing] = ()) -> Reply:
    this = f"名簿 {form.about['event']}"
    ways = [blocks.button("名簿に戻る", this), blocks.button("もう一人受け付ける", f"{this} 受付")]
    shown: list[Json] = [blocks.section(f"✅ {words}"), blocks.actions(*ways)]
    moved = notices.of_moves(session, outcome.moves, form.now)
    return Reply(view=blocks.modal("名簿", shown), notices=(*told, *moved))


FORMS: Mapping[str, Callable[[Session, Form], Reply]] = {
    TAKE_IN: take_in,
    MOVE_UP: take_moving_up,
    CANCEL: take_cancelling,
}
