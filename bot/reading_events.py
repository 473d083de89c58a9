"""A row of a list of events (`community/listing.py`): what an event's columns are to be, or what is wrong.

Only columns that the list has are said anything about. What an event has no column for is not lost: it is
written at the end of the description, under its name.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from bot import cells
from bot.cells import Unclear
from bot.sheets import Row
from community import centers, hours, listed, listing
from community.events import EventState, Kind
from community.importing import Problem

_KINDS = (
    (re.compile("手伝い|ボランティア|担い手|奉仕|清掃活動"), Kind.VOLUNTEER),
    (re.compile("研修|講座|講習|学習|セミナー|教室|ワークショップ"), Kind.TRAINING),
)
_STATES = {words: EventState(state) for state, words in listing.STATES.items()}
TOLD = (
    *("サブタイトル", "日時説明", "開催条件", "集合場所", "受付場所", "定員備考", "関連団体"),
    *("駐車場情報", "駐輪場情報", "子供預かり情報", "外国語対応備考", "Web開催URL", "決済種別", "備考"),
)
# What our own lists say in words of their own; from others' it is told too.
TOLD_BY_OTHERS = ("対象者", "対象者備考", "申込方法", "申込URL", "イベントURL")
_FREE = {"無料", "無し", "無"}
_AGES = re.compile(r"(?:(\d{1,3})歳(?:以上|から|〜))?(?:(\d{1,3})歳(以下|まで|未満))?")
_EVERYBODY = {"どなたでも", "だれでも", "誰でも", "市民", "一般", ""}
_LONGEST = 200
_SAID_WRONG = frozenset({"開始日", "終了日", "開始時刻", "終了時刻"})


@dataclass(slots=True)
class Reading:
    """One row while it is read: what is known of it and what is wrong."""

    row: Row
    now: datetime
    columns: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def cell(self, name: str) -> str:
        """A cell's text; "" where the list has no such column."""
        return self.row.cells.get(name, "")

    def has(self, *names: str) -> bool:
        """Whether the list has one of these columns."""
        return any(name in self.row.cells for name in names)

    def wrong(self, name: str, expected: str) -> None:
        """Something is wrong with a cell."""
        self.problems.append(Problem(self.row.number, name, self.cell(name), expected))

    def take(self, name: str, read: Callable[[str], Any]) -> Any:
        """What a reader makes of a cell; None where it can't."""
        try:
            return read(self.cell(name))
        except Unclear as unclear:
            self.wrong(name, unclear.expected)
            return None

    @property
    def own(self) -> bool:
        """Whether the row comes from a list of ours."""
        return listed.number(self.cell("ID")) is not None


def read(row: Row, now: datetime, body: str | None = None, lasts: timedelta | None = None) -> Reading:
    """Read a row. `body`: who holds what nobody is named for. `lasts`: how long what has no end takes.

    `columns` are those of an event; `problems` is empty if all is well.
    """
    reading = Reading(row, now)
    if row.surplus:
        reading.wrong("(名前のない列)", f"列の名前より多いセルがあります:{'、'.join(row.surplus)[:40]}")
    for part in (_what, _where, _numbers, _ages, _deadlines):
        part(reading)
    _days(reading, lasts)
    if not reading.columns.get("body") and body:
        reading.columns["body"] = body
    return reading


def state(reading: Reading) -> EventState | None:
    """How it stands by the list, where that is said in words we know."""
    return _STATES.get(reading.cell("状態"))


def _what(reading: Reading) -> None:
    title = reading.cell("イベント名").replace("\n", " ")
    if not 0 < len(title) <= _LONGEST:
        reading.wrong("イベント名", f"名前を{_LONGEST}文字までで")
    columns = {"title": title, "description": _description(reading)}
    if reading.has("イベント種類") or not reading.own:
        columns["kind"] = _kind(f"{reading.cell('イベント種類')}{reading.cell('タグ')}")
    for name, column in (
        *(("アクセス方法", "access"), ("アクセシビリティ情報", "accessibility"), ("段階", "stage")),
        *(("分野", "field"), ("持ち物", "bring")),
    ):
        if reading.has(name):
            columns[column] = reading.cell(name) or None
    if reading.has("主催団体"):
        columns["body"] = _known(reading.cell("主催団体"))
    if reading.has("共催団体"):
        columns["partner"] = _known(reading.cell("共催団体"))
    if reading.has("連絡先情報"):
        columns["telephone"] = cells.telephone(reading.cell("連絡先情報"))
    if reading.has("画像URL"):
        columns["picture"] = _picture(reading)
    reading.columns |= columns


def _known(said: str) -> str | None:
    return None if said in {"", listing.UNKNOWN} else said


def _kind(said: str) -> Kind:
    return next((kind for form, kind in _KINDS if form.search(said)), Kind.EVENT)


def _picture(reading: Reading) -> str | None:
    said = reading.cell("画像URL")
    if said and not said.startswith("https://"):
        reading.wrong("画像URL", "https:// で始まるアドレス")
    return said or None


def _description(reading: Reading) -> str | None:
    said = reading.cell("説明") or reading.cell("概要")
    contact = reading.cell("連絡先情報")
    untold = contact if _known(contact) and cells.telephone(contact) is None else ""
    names = TOLD if reading.own else (*TOLD, *TOLD_BY_OTHERS)
    told = {name: reading.cell(name) for name in names} | {"連絡先": untold}
    if told.get("対象者") in _EVERYBODY:
        told["対象者"] = ""
    lines = [f"{name}:{words}" for name, words in told.items() if words]
    return "\n\n".join(each for each in (said, "\n".join(lines)) if each) or None


def _where(reading: Reading) -> None:
    place, center = reading.cell("開催場所"), centers.center(reading.cell("開催施設") or "-")
    if center is None:
        names = sorted(centers.centers(), key=lambda each: -len(each.name))
        center = next((each for each in names if place.startswith(each.name)), None)
    if center is not None:
        place = place.removeprefix(center.name).strip()
    if not place and center is None:
        reading.wrong("開催場所", "会場の名前か、市民センターの名前")
    address = reading.cell("開催場所住所")
    if center is None and address and address not in place:
        place = f"{place}({address})"
    area = reading.cell("地域") or (center.area if center else _area(address))
    if area and area not in centers.areas():
        reading.wrong("地域", f"{'、'.join(centers.areas())} のどれか")
    reading.columns |= {
        "center": center.name if center else None,
        "place": place or None,
        "area": area or None,
    }


def _area(address: str) -> str | None:
    inside = next((each for each in centers.areas() if f"一関市{each}町" in address), None)
    return inside or (centers.areas()[0] if "一関市" in address else None)


def _numbers(reading: Reading) -> None:
    for name, column, least in (("定員", "capacity", 1), ("キャンセル待ちの上限", "waiting", 0)):
        if reading.has(name):
            reading.columns[column] = reading.take(name, partial(cells.number, least=least))
    if reading.has("料金", "料金有無", "料金説明"):
        reading.columns["fee"], reading.columns["fee_note"] = _fee(reading)


def _fee(reading: Reading) -> tuple[int | None, str | None]:
    amount, note, paid = reading.cell("料金"), reading.cell("料金説明"), reading.cell("料金有無")
    try:
        fee = 0 if amount in _FREE else cells.number(amount.lstrip("¥\uffe5"))
    except Unclear:  # 大人500円、こども200円
        return None, " ".join(each for each in (amount, note) if each)
    if paid in _FREE and fee:
        reading.wrong("料金有無", f"料金({amount})と合いません")
    if fee is None:
        fee = 0 if paid in _FREE else None
    return fee, note or ("有料" if fee is None and paid == "有料" else None)


def _ages(reading: Reading) -> None:
    if reading.has("最低年齢", "最高年齢"):
        reading.columns["youngest"] = reading.take("最低年齢", cells.number)
        reading.columns["oldest"] = reading.take("最高年齢", cells.number)
        return
    for said in (reading.cell("対象者"), reading.cell("対象者備考")):
        found = _AGES.fullmatch(cells.plain(said).removesuffix("の方").removesuffix("限定"))
        if said and found and (found[1] or found[2]):
            reading.columns["youngest"] = int(found[1]) if found[1] else None
            less = 1 if found[3] == "未満" else 0
            reading.columns["oldest"] = int(found[2]) - less if found[2] else None


def _deadlines(reading: Reading) -> None:
    """A day alone counts whole: sign-up opens with it and closes after it."""
    for words, column, whole in (
        *(("申込開始", "opens_at", 0), ("申込期限", "closes_at", 1), ("取消期限", "cancel_until", 1)),
    ):
        if not reading.has(f"{words}日"):
            continue
        day = reading.take(f"{words}日", lambda cell: cells.day(cell, reading.now))
        since = reading.take(f"{words}時刻", cells.clock)
        reading.columns[column] = day and moment(day, timedelta(days=whole) if since is None else since)


def _days(reading: Reading, lasts: timedelta | None) -> None:
    said = reading.take("開始日", lambda cell: cells.days(cell, reading.now))
    until = reading.take("終了日", lambda cell: cells.day(cell, reading.now))
    clocks = reading.take("開始時刻", cells.clocks)
    end = reading.take("終了時刻", cells.clock)
    if not reading.cell("開始日"):
        reading.wrong("開始日", "催しの日。空にはできません")
    if said is None or _SAID_WRONG & {each.column for each in reading.problems}:
        return
    if clocks is None and said.hours is not None:
        since, til = said.hours
        clocks = _since(since), til and _since(til)
    if clocks is not None and end is None:
        end = clocks[1]
    last = until or said.last
    if clocks is None and end is None:
        reading.columns |= {
            "starts_at": moment(said.first),
            "ends_at": moment(last + timedelta(days=1)),
            "all_day": True,
        }
    elif clocks is None:
        reading.wrong("開始時刻", "終了時刻があるときは、開始時刻も")
    else:
        _hours(reading, (said.first, last), (clocks[0], end), lasts)


def _hours(
    reading: Reading,
    span: tuple[date, date],
    clock: tuple[timedelta, timedelta | None],
    lasts: timedelta | None,
) -> None:
    begin = moment(span[0], clock[0])
    if clock[1] is not None:
        end = moment(span[1], clock[1])
    elif lasts is not None and span[0] == span[1]:
        end = begin + lasts
    else:
        reading.wrong("終了時刻", "終わる時刻。分からないときは --lasts 120 のように長さ(分)を決められます")
        return
    if end <= begin:
        reading.wrong("終了時刻", f"開始({begin:%Y-%m-%d %H:%M})よりあとの時刻")
    reading.columns |= {"starts_at": begin, "ends_at": end, "all_day": False}


def moment(day: date, since: timedelta = timedelta(0)) -> datetime:
    """So long after a day's midnight in town."""
    return datetime.combine(day, time(), hours.TOWN) + since


def _since(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute)


def missing(names: Mapping[str, str]) -> list[str]:
    """The columns that a list must have and doesn't."""
    absent = [each for each in ("イベント名", "開始日") if each not in names]
    return absent if "開催場所" in names or "開催施設" in names else [*absent, "開催場所"]
