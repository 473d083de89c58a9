"""Events as the イベント一覧 that cities publish: デジタル庁's GIF core data model DS-43C of 2025-03-25.

Of the three forms in use it is the newest (before it: 推奨データセット of 2018-2022, and the base registry's
data of 2022-05), and the only one that says when sign-up opens. What it nests (address, facility, contact) is
written as text. Behind its 61 columns stand our own, for what it has no place for, so that a list read
again says the same. Reading is `bot/reading_events.py`; what older forms call the same is here.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from community import centers, hours
from community.events import Event, EventState, Kind

CITY = "032093"  # 一関市 in the list of local public bodies; an ID is this and the event's number
OFFICIAL = (
    *("ID", "イベント名", "イベント名(カナ)", "イベント名(英字)", "通称", "サブタイトル", "説明"),
    *("サブイベント", "イベント種類", "イベントURL", "状態", "キーワード", "タグ", "開催パターン"),
    *("開始日", "終了日", "開始時刻", "終了時刻", "日時説明", "開催場所", "開催場所住所", "開催施設"),
    *("アクセス方法", "Web開催", "主催団体", "共催団体", "関連団体", "対象者", "定員", "料金有無"),
    *("駐車場有無", "連絡先情報", "言語コード", "概要", "コンテンツURL", "対象となる産業", "所要時間"),
    *("掲載開始日", "掲載終了日", "受付場所", "Web開催URL", "ツール・環境", "対象者備考", "定員備考"),
    *("料金", "料金説明", "決済種別", "外国語対応", "外国語対応備考", "開催条件", "申込期限日"),
    *("申込期限時刻", "申込開始日", "申込開始時刻", "申込URL", "申込方法", "駐車場情報", "駐車場料金"),
    *("駐輪場情報", "アクセシビリティ情報", "子供預かり情報"),
)
OURS = (
    *("地域", "段階", "分野", "持ち物", "画像URL", "最低年齢", "最高年齢", "キャンセル待ちの上限"),
    *("取消期限日", "取消期限時刻"),
)
COLUMNS = (*OFFICIAL, *OURS)
# What older forms call the same.
OTHER_NAMES: Mapping[str, str] = {
    "NO": "ID",
    "名称": "イベント名",
    "イベント名_カナ": "イベント名(カナ)",
    "名称(カナ)": "イベント名(カナ)",
    "URL": "イベントURL",
    "開始時間": "開始時刻",
    "終了時間": "終了時刻",
    "開始日時特記事項": "日時説明",
    "日時備考": "日時説明",
    "場所名称": "開催場所",
    "住所": "開催場所住所",
    "主催者": "主催団体",
    "料金(基本)": "料金",
    "料金(詳細)": "料金説明",
    "参加申込終了日": "申込期限日",
    "参加申込終了時間": "申込期限時刻",
    "参加申込方法": "申込方法",
    "連絡先電話番号": "連絡先情報",
}
KINDS: Mapping[str, str] = {Kind.EVENT: "催し", Kind.TRAINING: "研修・講座", Kind.VOLUNTEER: "手伝い"}
STATES: Mapping[str, str] = {
    EventState.DRAFT: "準備中",
    EventState.PUBLISHED: "受付中",
    EventState.FULL: "満席",
    EventState.CLOSED: "受付終了",
    EventState.HELD: "開催済み",
    EventState.CANCELLED: "中止",
    EventState.POSTPONED: "延期",
}
UNKNOWN = "不明"  # what the form must have and nobody has said


def own_id(event_id: int) -> str:
    """The ID of an event that began here."""
    return f"{CITY}-{event_id:05d}"


def row(event: Event, listed_id: str, url: str) -> dict[str, str]:
    """A row of the list, by its columns; what an event doesn't have is an empty cell."""
    cells = {**_what(event), **_when(event), **_where(event), **_for_whom(event)}
    cells |= {"ID": listed_id, "イベントURL": url, "申込URL": url}
    return {name: cells.get(name, "") for name in COLUMNS}


def _what(event: Event) -> dict[str, str]:
    return {
        "イベント名": event.title,
        "説明": event.description or "",
        "イベント種類": KINDS[event.kind],
        "状態": STATES[event.state],
        "タグ": ";".join(each for each in (event.area, event.stage, event.field) if each),
        "段階": event.stage or "",
        "分野": event.field or "",
        "持ち物": event.bring or "",
        "画像URL": event.picture or "",
        "主催団体": event.body or UNKNOWN,
        "共催団体": event.partner or "",
        "連絡先情報": event.telephone or UNKNOWN,
    }


def _when(event: Event) -> dict[str, str]:
    # A day that ends at midnight is written by its last day, if it is a whole one.
    last = event.ends_at - timedelta(microseconds=1) if event.all_day else event.ends_at
    begins, ends = _day_and_time(event.starts_at), _day_and_time(last)
    return {
        "開始日": begins[0],
        "終了日": ends[0],
        "開始時刻": "" if event.all_day else begins[1],
        "終了時刻": "" if event.all_day else ends[1],
        **dict(zip(("申込開始日", "申込開始時刻"), _day_and_time(event.opens_at), strict=True)),
        **dict(zip(("申込期限日", "申込期限時刻"), _day_and_time(event.closes_at), strict=True)),
        **dict(zip(("取消期限日", "取消期限時刻"), _day_and_time(event.cancel_until), strict=True)),
    }


def _day_and_time(at: datetime | None) -> tuple[str, str]:
    if at is None:
        return "", ""
    here = at.astimezone(hours.TOWN)
    clock: time = here.time()
    return here.date().isoformat(), clock.isoformat("seconds" if clock.second else "minutes")


def _where(event: Event) -> dict[str, str]:
    center = centers.center(event.center) if event.center else None
    return {
        "開催場所": " ".join(each for each in (event.center, event.place) if each),
        "開催場所住所": (center.address if center else None) or "",
        "開催施設": event.center or "",
        "アクセス方法": event.access or "",
        "アクセシビリティ情報": event.accessibility or "",
        "Web開催": "現地開催のみ",
        "地域": event.area or "",
    }


def _for_whom(event: Event) -> dict[str, str]:
    said = "どなたでも" if event.youngest is None and event.oldest is None else "年齢の条件があります"
    free = {None: UNKNOWN, 0: "無料"}
    return {
        "対象者": said,
        "対象者備考": _ages(event),
        "最低年齢": _number(event.youngest),
        "最高年齢": _number(event.oldest),
        "定員": _number(event.capacity),
        "キャンセル待ちの上限": _number(event.waiting),
        "料金有無": free.get(event.fee, "有料"),
        "料金": _number(event.fee),
        "料金説明": event.fee_note or "",
        "申込方法": f"LINEで「催し{event.id}に申し込む」と送るか、電話で申し込む",
    }


def _ages(event: Event) -> str:
    lowest = "" if event.youngest is None else f"{event.youngest}歳から"
    return lowest if event.oldest is None else f"{lowest}{event.oldest}歳まで"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
