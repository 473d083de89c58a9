"""LINE events as LINE would send them, made for a visitor of the console (`handlers/web/pane.py`)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from handlers.doors import Unreadable

_MESSAGES: Mapping[str, Mapping[str, Any]] = {
    "sticker": {"type": "sticker", "packageId": "446", "stickerId": "1988", "stickerResourceType": "STATIC"},
    "image": {"type": "image", "contentProvider": {"type": "line"}},
    "audio": {"type": "audio", "duration": 3000, "contentProvider": {"type": "line"}},
    "location": {
        "type": "location",
        "title": "一関市役所",
        "address": "岩手県一関市竹山町7-2",
        "latitude": 38.9347,
        "longitude": 141.1266,
    },
}


def event(visitor: str, said: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The event that LINE would send for what a visitor did in the console.

    Args:
        visitor: the visitor's id, used as LINE's user id.
        said: `{"text"}`, `{"postback": {"data"}}` or `{"kind": "follow" | "sticker" | "image" | …}`.
        now: the time of the event.

    Raises:
        Unreadable: none of these.
    """
    postback = said.get("postback")
    if isinstance(said.get("text"), str) and said["text"].strip():
        return _event(
            "message", visitor, now, message={"id": _number(), "type": "text", "text": said["text"]}
        )
    if isinstance(postback, dict) and isinstance(postback.get("data"), str):
        return _event("postback", visitor, now, postback={"data": postback["data"]})
    if said.get("kind") == "follow":
        return _event("follow", visitor, now, follow={"isUnblocked": False})
    if (kind := str(said.get("kind"))) in _MESSAGES:
        return _event("message", visitor, now, message={"id": _number(), **_MESSAGES[kind]})
    raise Unreadable("送る言葉がありません。文字を入れてから送ってください。")


def _event(kind: str, visitor: str, now: datetime, **rest: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "mode": "active",
        "timestamp": int(now.timestamp() * 1000),
        "webhookEventId": uuid4().hex,
        "deliveryContext": {"isRedelivery": False},
        "source": {"type": "user", "userId": visitor},
        "replyToken": uuid4().hex,
        **rest,
    }


def _number() -> str:
    return str(uuid4().int % 10**18)
