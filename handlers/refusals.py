"""A rule's no, as a message: its words, and the ways that are open instead as choices.

Which rule said no is the ground floor's; words are templates. Called by the router only.
"""

from collections.abc import Iterable, Mapping

from community.admission import Way
from community.errors import Refusal
from handlers import events
from handlers.messages import Choice, Outgoing

FIELDS: Mapping[str, str] = {
    "title": "名前",
    "place": "場所",
    "starts_at": "始まる日時",
    "ends_at": "終わる日時",
    "opens_at": "申込みの開始",
    "closes_at": "申込みの締切",
    "capacity": "定員",
    "waiting": "キャンセル待ちの数",
    "youngest": "対象年齢の下限",
    "oldest": "対象年齢の上限",
    "fee": "参加費",
    "quotas": "優先枠",
    "task": "係の名前",
    "wanted": "係の人数",
    "lesson": "回",
    "description": "説明",
    "center": "市民センター",
    "body": "団体",
    "area": "地域",
    "kind": "種類",
    "all_day": "終日",
    "state": "状態",
    "bring": "持ち物",
    "access": "交通",
    "accessibility": "設備・配慮",
    "telephone": "電話",
    "picture": "写真",
    "fee_note": "参加費の説明",
    "cancel_until": "取消しの期限",
    "name": "名前",
    "share": "ひと月に送れる数",
    "until": "終わりの日",
    "successor": "あとの人",
}


def told(refused: Refusal) -> list[Outgoing]:
    """The message that says no."""
    facts = dict(refused.facts)
    if "changes" in facts:
        facts["labels"] = FIELDS
    if "fields" in facts:
        facts["fields"] = [FIELDS.get(str(each), str(each)) for each in _many(facts["fields"])]
    return [Outgoing(refused.template, facts, choices=tuple(_choices(facts)))]


def _choices(facts: Mapping[str, object]) -> Iterable[Choice]:
    event = facts.get("event")
    for way in _many(facts.get("ways", ())):
        if way == Way.CALL and (link := events.dial(str(facts.get("telephone") or ""))):
            yield Choice("電話する", link=link)
        elif way == Way.CHANGE:
            yield Choice("わたしの申込み")
        elif way == Way.FIND:
            yield Choice("ほかの催し", "催しをさがす")
        elif way == Way.WATCH and event:
            yield Choice("見つかったら知らせる")
        elif way == Way.CORRECT and event:
            yield Choice("催しをもう一度見る", f"催し{event}")


def _many(given: object) -> Iterable[object]:
    return given if isinstance(given, list | tuple) else ()
