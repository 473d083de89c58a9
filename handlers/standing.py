"""How it stands with an event, in a few words: can one sign up, how many places are left, for whom is it.

The words that pages use for any event. What a page shows of one event is `showing.py`.
"""

from dataclasses import dataclass
from datetime import datetime

from community.events import Event, EventState, Kind
from community.quotas import Audience, Quota
from handlers import days

KINDS = {"event": "催し", "training": "研修・講座", "volunteer": "手伝い"}
_AUDIENCES = {Audience.YOUTH: "若い人(29歳まで)", Audience.SENIOR: "シニア世代(65歳から)"}
_POSTPONED = (
    "この催しは延期になりました。新しい日は、まだ決まっていません。決まったら、このページでお知らせします。"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """`label` in a few words, `words` as a sentence; `open`: sign-ups are taken (a place, or a wait for one).

    `tone`: good, wait, or over, for its colour; the label says the same in words.
    """

    label: str
    words: str
    tone: str
    open: bool = False


def standing(event: Event, free: int | None, waiting: int, now: datetime) -> Standing:
    """How it stands. `free`: places without anybody, None without limit; `waiting`: sign-ups that wait."""
    return _ended(event, now) or _shut(event, now) or _open(event, free, waiting)


def _ended(event: Event, now: datetime) -> Standing | None:
    if event.state == EventState.CANCELLED:
        return Standing("中止", "この催しは中止になりました。開かれません。", "over")
    if event.state == EventState.POSTPONED:
        return Standing("延期", _POSTPONED, "over")
    if event.state == EventState.HELD or event.ends_at <= now:
        return Standing("終了", "この催しは終わりました。", "over")
    if event.starts_at <= now:
        return Standing("開催中", "いま開催しています。申込みの受付は終わりました。", "over")
    return None


def _shut(event: Event, now: datetime) -> Standing | None:
    if event.opens_at is not None and now < event.opens_at:
        opens = days.moment(event.opens_at, now)
        return Standing("受付前", f"申込みは {opens} から受け付けます。", "wait")
    if event.state == EventState.CLOSED or (event.closes_at is not None and event.closes_at <= now):
        return Standing(
            "受付終了", "申込みの受付は終わりました。詳しくは電話でお問い合わせください。", "over"
        )
    return None


def _open(event: Event, free: int | None, waiting: int) -> Standing:
    if free is None:
        return Standing("受付中", "申し込めます。定員はありません。", "good", open=True)
    if free > 0 and not waiting:
        volunteer = event.kind == Kind.VOLUNTEER
        words = f"あと {free}人、募集しています。" if volunteer else f"空いている席は {free} です。"
        return Standing(f"残り{free}", f"申し込めます。{words}", "good", open=True)
    if event.waiting is not None and waiting >= event.waiting:
        return Standing("満席", "満席です。キャンセル待ちもいっぱいです。", "over")
    queue = f"いま {waiting} 組が待っています。" if waiting else ""
    return Standing(
        "キャンセル待ち", f"満席です。キャンセル待ちの申込みができます。{queue}", "wait", open=True
    )


def ages(event: Event) -> str:
    """For whom it is, by their age on the day."""
    if event.youngest is not None and event.oldest is not None:
        return f"{event.youngest}歳から{event.oldest}歳まで"
    if event.youngest is not None:
        return f"{event.youngest}歳から"
    return f"{event.oldest}歳まで" if event.oldest is not None else "どなたでも"


def fee(event: Event) -> str:
    """What it costs; nothing is said where nobody has said it."""
    if event.fee is None:
        return event.fee_note or ""
    amount = "無料" if event.fee == 0 else f"{event.fee:,}円"
    return f"{amount}({event.fee_note})" if event.fee_note else amount


def kept(quota: Quota, now: datetime) -> str:
    """Places that are kept, and until when."""
    who = f"{quota.area}の方" if quota.area else _AUDIENCES[Audience(quota.audience)]
    until = f"({days.moment(quota.releases_at, now)} まで)" if quota.releases_at else ""
    return f"{who}のための席が {quota.seats} あります{until}"
