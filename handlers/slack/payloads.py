"""Slack's payloads as we keep and look into them: storable, and never trusted to have a field.

Pure. What a payload means to us is decided in `handlers/slack/events.py`.
"""

from collections.abc import Mapping
from typing import Any

from handlers import payloads
from handlers.payloads import part, word

SAY = "say:"  # the value of a choice's button: what tapping it asks
SAY_ACTION = "say_"  # how the action ids of those buttons begin

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
