"""Slack's payloads as we keep and look into them: storable, and never trusted to have a field.

Pure. What a payload means to us is decided in `handlers/slack/events.py`.
"""

from collections.abc import Mapping
from typing import Any

from handlers import payloads
from handlers.payloads import part, word

SAY = "say:"  # the value of a choice's button: what tapping it asks
SAY_ACTION = "say_"  # how the action ids of those buttons begin

HOME_OPENED = "app_home_opened"
# What of a tap is kept: not the message or the form around it, in which others may be named.
_TAPPED = ("type", "trigger_id", "response_url", "container", "team", "user", "channel", "actions")
_OF_VIEW = ("id", "hash", "type", "callback_id", "private_metadata")
_ABOUT = ("type", "subtype", "user", "bot_id", "channel", "channel_type", "ts", "thread_ts", "deleted_ts")


def storable(payload: object) -> dict[str, Any]:
    """The payload as the database can hold it, without Slack's old verification token."""
    body = payloads.storable(payload)
    if not isinstance(body, dict):
        return {"junk": body}
    return {name: each for name, each in body.items() if name != "token"}


def without_words(body: Mapping[str, Any]) -> dict[str, Any]:
    """An event that wants no answer, as it is kept: what it was, where and whose, not what it said.

    Deletions and edits carry the old words along, and our own posts come back whole.
    """
    event = part(body, "event")
    about = {name: text for name in _ABOUT if (text := word(event, name))}
    return {**{name: each for name, each in body.items() if isinstance(each, str | int)}, "event": about}


def without_surroundings(body: Mapping[str, Any]) -> dict[str, Any]:
    """A tap or a shortcut as it is kept: who, where and what, not what stood around it."""
    kept = {name: body[name] for name in (*_TAPPED, "callback_id") if name in body}
    view, message = part(body, "view"), part(body, "message")
    if view:
        kept["view"] = {name: view[name] for name in _OF_VIEW if name in view}
    if message:
        kept["message"] = {name: message[name] for name in ("ts", "thread_ts") if name in message}
    if is_shortcut(body) and message:
        kept["message"]["text"] = word(message, "text") or ""
    return kept


def is_shortcut(body: Mapping[str, Any]) -> bool:
    """Whether a payload is a shortcut on a message."""
    return body.get("type") == "message_action"


def is_action(body: Mapping[str, Any]) -> bool:
    """Whether a payload is a tap."""
    return body.get("type") == "block_actions"


def is_command(body: Mapping[str, Any]) -> bool:
    """Whether a payload is a slash command."""
    return not is_action(body) and word(body, "command") is not None


def is_direct(conversation: str | None) -> bool:
    """Whether a conversation is a direct message to us, by its id."""
    return (conversation or "").startswith("D")


def is_im(event: Mapping[str, Any]) -> bool:
    """Whether an event stands in a direct message; mentions don't say `channel_type`."""
    kind = word(event, "channel_type")
    return kind == "im" if kind else is_direct(word(event, "channel"))
