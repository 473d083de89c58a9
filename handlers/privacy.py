"""What is somebody's own: messages they take back, all that we hold as a file, and to be forgotten.

What is held, and how it is forgotten, the ground floor knows (`holdings.py`, `forgetting.py`).
"""

import re
import unicodedata

from sqlalchemy.orm import Session

from community import arrivals, consents, conversations, events, forgetting, ledger
from community.consents import Signature, Subject
from community.links import Purpose
from handlers import days, invitations, notices
from handlers.messages import Card, Choice, Incoming, Outgoing

MOST_LISTED = 8
ALL_OF_IT = "わっしょいが持っている、あなたの情報のすべてを、ファイル(JSON)でお渡しします。"
ONCE = "リンクは15分のあいだ開けて、1回だけ受け取れます。"
_DATA = re.compile(
    r"((わたし|私|自分)の)?(データ|個人情報)(を?(もらう|もらいたい|ください|ほしい|欲しい|見たい|見る|開示(して)?))?"
)
_DELETE = re.compile(
    r"(わたし|私|自分)(の(データ|情報|登録|個人情報))?を(全部|すべて)?(消す|消して(ください)?|消したい|削除(する|して(ください)?|したい)?)"
    r"|(データ|個人情報|登録|アカウント)を?(全部|すべて)?(消して(ください)?|消したい|削除(する|して(ください)?|したい)?)"
    r"|退会(する|したい)?"
)
_WITHDRAW = re.compile(r"(情報の?(扱い|利用)への?)?同意を?(取り消す|取り消したい|やめる|撤回(する|したい)?)")
_YES = "はい、わたしを消します"
_ALONE = frozenset({"データ", "個人情報"})  # words that ask about the plan as often


def unsend(session: Session, incoming: Incoming) -> list[Outgoing]:
    """Forget the words of a message that was taken back, and say nothing about it."""
    if incoming.message:
        arrivals.erase(session, incoming.channel, incoming.message)
        conversations.forget(session, incoming.person)  # the last question is remembered there
    return []


def hear(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """Hand over all we hold, note that a consent is withdrawn, or delete all once that is confirmed."""
    said = unicodedata.normalize("NFKC", incoming.text).strip(" 。.!?\n").replace(",", "、")
    wants_data = said not in _ALONE and _DATA.fullmatch(said)
    withdraws = _WITHDRAW.fullmatch(said)
    wanted = wants_data or withdraws or _DELETE.fullmatch(said) or said == _YES
    if not wanted or not invitations.resident(incoming):
        return None
    if not incoming.private:
        return [Outgoing("only_in_private")]
    if wants_data:
        return [_hand_over(session, incoming)]
    if withdraws:
        return [_withdraw(session, incoming)]
    return _forget(session, incoming) if said == _YES else [_ask(session, incoming)]


def _hand_over(session: Session, incoming: Incoming) -> Outgoing:
    link = invitations.invite(session, incoming, Purpose.DATA, {})
    ways = (Choice("データを受け取る", link=link, main=True), Choice("わたしを消す"))
    card = Card("わたしのデータ", ALL_OF_IT, notes=(ONCE,))
    return Outgoing("card", {"card": card}, card, ways)


def _withdraw(session: Session, incoming: Incoming) -> Outgoing:
    signature = Signature(incoming.person, incoming.person)
    if consents.holds(session, Subject.SIGN_UP, incoming.person):
        consents.withdraw(session, Subject.SIGN_UP, signature, incoming.at)
    return Outgoing("consent_withdrawn", choices=(Choice("わたしを消す"),))


def _ask(session: Session, incoming: Incoming) -> Outgoing:
    coming = forgetting.coming(session, incoming.person, incoming.at)
    listed = tuple(_line(session, each) for each in coming[:MOST_LISTED])
    others = sum(each.by == incoming.person != each.person for each in _valid(session, incoming.person))
    notes = (
        f"ほか{len(coming) - MOST_LISTED}件" if len(coming) > MOST_LISTED else "",
        f"代理の申込み{others}件は残ります。これからの連絡は電話になります。" if others else "",
        "消したものは、元に戻せません。",
    )
    lead = "お名前、電話番号、申込みなど、あなたの情報をすべて消します。よろしいですか。"
    rows = tuple(("取り消す申込み", line) for line in listed)
    card = Card("わたしを消す", lead, rows, notes)
    first = Choice("先にデータを受け取る", "わたしのデータ")
    ways = (Choice("消す", _YES), first, Choice("やめる", "プロフィール"))
    return Outgoing("card", {"card": card}, card, ways)


def _valid(session: Session, person: str) -> list[ledger.SignUp]:
    return [each for each in ledger.of_person(session, person) if each.state in forgetting.OPEN]


def _line(session: Session, sign_up: ledger.SignUp) -> str:
    event = events.public(session, sign_up.event_id)
    return f"{event.title} {days.day_and_hours(event)}"


def _forget(session: Session, incoming: Incoming) -> list[Outgoing]:
    moves = forgetting.forget(session, incoming.person, incoming.at, heard=incoming.id)
    told = [notice for each in moves for notice in notices.of_moves(session, each, incoming.at)]
    return [Outgoing("forgotten"), *told]
