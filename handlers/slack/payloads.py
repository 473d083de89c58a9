"""Slack's payloads as we keep and look into them: storable, and never trusted to have a field.

Pure. What a payload means to us is decided in `handlers/slack/events.py`.
"""

import hashlib
import json
import math
import re
from collections.abc import Mapping
from typing import Any

SAY = "say:"  # the value of a choice's button: what tapping it asks
SAY_ACTION = "say_"  # how the action ids of those buttons begin

# PostgreSQL stores neither NUL nor half a surrogate pair; JSON can carry both.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

_ABOUT = ("type", "subtype", "user", "bot_id", "channel", "channel_type", "ts", "thread_ts", "deleted_ts")


def storable(payload: object) -> dict[str, Any]:
    """The payload as the database can hold it, without Slack's old verification token."""
    body = _storable(payload)
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


def fingerprint(body: Mapping[str, Any]) -> str:
    """An id for a payload that carries none: the same payload has the same one."""
    return "sha256-" + hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A part of a payload; empty when it is missing or something else."""
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def parts(body: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The parts a payload lists under a name; what is no part is left out."""
    found = body.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def word(body: Mapping[str, Any], name: str) -> str | None:
    """A text in a payload; None when it is missing, empty or something else."""
    found = body.get(name)
    return found if isinstance(found, str) and found else None


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


def _storable(value: object) -> object:
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(each) for key, each in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return None  # 1e999 is JSON that no database takes back
    return value
