"""What a LINE event is to us: who it is from, whether it wants an answer, and what it says.

Pure and tolerant: unknown kinds, modes, fields and values are ignored with a reason, never an error.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from community.arrivals import Arriving
from handlers.messages import Incoming, Kind
from handlers.payloads import fingerprint, part, word

SAY = "say:"  # postback data of a choice: what tapping it asks

_MESSAGES = {
    "text": Kind.TEXT,
    "sticker": Kind.STICKER,
    "image": Kind.IMAGE,
    "video": Kind.VIDEO,
    "audio": Kind.AUDIO,
    "file": Kind.FILE,
    "location": Kind.LOCATION,
}
_ABOUT = ("type", "mode", "timestamp", "webhookEventId", "deliveryContext", "source")
_EVENTS = {
    "follow": Kind.FOLLOW,
    "unfollow": Kind.UNFOLLOW,
    "join": Kind.JOIN,
    "memberJoined": Kind.MEMBER_JOINED,
    "unsend": Kind.UNSEND,
    "postback": Kind.CHOICE,
}


def arriving(event: Any, channel: str = "line") -> Arriving:
    """An event as it is stored. Its id is LINE's `webhookEventId`, the key of de-duplication."""
    body = event if isinstance(event, dict) else {"junk": event}
    event_id = word(body, "webhookEventId") or fingerprint(body)
    ignored = _why_ignored(body)
    return Arriving(
        id=f"{channel}:{event_id}",
        channel=channel,
        person=f"{channel}:{_sender(body)}",
        body=_without_words(body) if ignored else body,
        message=_message_id(body),
        ignored=ignored,
    )


def read(body: Mapping[str, Any], arrival_id: str, person: str, now: datetime) -> Incoming:
    """A stored event as a message of no channel."""
    kind = _kind(body)
    if kind is None:
        raise ValueError(f"arrival {arrival_id} wants no answer")
    return Incoming(
        id=arrival_id,
        channel=arrival_id.partition(":")[0],
        person=person,
        kind=kind,
        at=now,
        text=_said(body, kind),
        private=part(body, "source").get("type") == "user",
        message=_message_id(body),
    )


def happened_at(body: Mapping[str, Any]) -> datetime | None:
    """When LINE says the event happened."""
    stamp = body.get("timestamp")
    try:
        return datetime.fromtimestamp(stamp / 1000, tz=UTC) if isinstance(stamp, int) else None
    except (OverflowError, OSError, ValueError):
        return None


def reply_token(body: Mapping[str, Any]) -> str | None:
    """The token by which this event can be answered for free, once, for a minute."""
    return word(body, "replyToken")


def conversation(body: Mapping[str, Any]) -> str | None:
    """Where an answer goes: the group, the room, or the person."""
    source = part(body, "source")
    return word(source, "groupId") or word(source, "roomId") or word(source, "userId")


def _without_words(body: Mapping[str, Any]) -> dict[str, Any]:
    """An event that wants no answer, as it is kept: what it was and whose, not what was said in the group."""
    message = part(body, "message")
    about = {name: body[name] for name in _ABOUT if name in body}
    return {**about, "message": {"type": message.get("type")}} if message else about


def _sender(body: Mapping[str, Any]) -> str:
    return word(part(body, "source"), "userId") or conversation(body) or "unknown"


def _message_id(body: Mapping[str, Any]) -> str | None:
    return word(part(body, "message"), "id") or word(part(body, "unsend"), "messageId")


def _kind(body: Mapping[str, Any]) -> Kind | None:
    if body.get("type") == "message":
        return _MESSAGES.get(str(part(body, "message").get("type")))
    return _EVENTS.get(str(body.get("type")))


def _why_ignored(body: Mapping[str, Any]) -> str | None:
    kind = _kind(body)
    if kind is None:
        return f"an event we don't know: {str(body.get('type'))[:50]}"
    if body.get("mode") != "active":
        return "another module answers (standby)"
    if conversation(body) is None:
        return "no sender"
    if kind is Kind.CHOICE and not _said(body, kind):
        return "a postback that is none of our choices"
    in_public = body.get("type") == "message" and part(body, "source").get("type") != "user"
    if in_public and not _own_mentions(body):
        return "not addressed to us"
    return None


def _own_mentions(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    mentionees = part(part(body, "message"), "mention").get("mentionees")
    listed = mentionees if isinstance(mentionees, list) else []
    return [each for each in listed if isinstance(each, dict) and each.get("isSelf") is True]


def _said(body: Mapping[str, Any], kind: Kind) -> str:
    if kind is Kind.CHOICE:
        data = word(part(body, "postback"), "data") or ""
        return data.removeprefix(SAY) if data.startswith(SAY) else ""
    text = word(part(body, "message"), "text") or ""
    return _without_mentions(text, _own_mentions(body))


def _without_mentions(text: str, mentions: list[Mapping[str, Any]]) -> str:
    """The text without the words that call us; LINE counts places in UTF-16 units."""
    units = text.encode("utf-16-le")
    places = [(each.get("index"), each.get("length")) for each in mentions]
    whole = [
        (index, length) for index, length in places if isinstance(index, int) and isinstance(length, int)
    ]
    for index, length in sorted(whole, reverse=True):
        if index >= 0 and length > 0:
            units = units[: index * 2] + units[(index + length) * 2 :]
    return units.decode("utf-16-le", errors="ignore").strip()
