"""What Slack would send for somebody at the try-it console: messages, commands, taps, forms, Home opened.

Pure. The bodies go the same road as real ones, from `handlers/slack/events.py` on.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from handlers.payloads import word
from handlers.slack.mrkdwn import escaped
from handlers.slack.payloads import HOME_OPENED, SAY_ACTION

TEAM = "TCONSOLE"
_APP = "ACONSOLE"
_OF_WINDOW = ("id", "hash", "type", "callback_id", "private_metadata")
_OF_FORM = (*_OF_WINDOW, "title", "submit", "close", "blocks", "state")


def rehearse(visitor: str, text: str, now: datetime) -> dict[str, Any]:
    """The event of a direct message."""
    stamp = _stamp(now)
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": _APP,
        "event_id": f"Ev{uuid4().hex.upper()}",
        "event_time": int(now.timestamp()),
        "event": {
            "type": "message",
            "channel_type": "im",
            "channel": _conversation(visitor),
            "team": TEAM,
            "user": visitor,
            "text": escaped(text),
            "ts": stamp,
            "event_ts": stamp,
            "client_msg_id": str(uuid4()),
        },
        "authorizations": [{"team_id": TEAM, "user_id": "UWASSHOI", "is_bot": True}],
    }


def rehearse_command(visitor: str, text: str, trigger: str = "") -> dict[str, Any]:
    """`/wasshoi …`, typed in the conversation with us."""
    return {
        "command": "/wasshoi",
        "text": escaped(text),
        "api_app_id": _APP,
        "team_id": TEAM,
        "channel_id": _conversation(visitor),
        "user_id": visitor,
        "trigger_id": _trigger(visitor, trigger),
        "response_url": "https://console.invalid/response",  # recorded, never called
    }


def rehearse_home(visitor: str, now: datetime) -> dict[str, Any]:
    """The event of the Home tab opened."""
    opened = rehearse(visitor, "", now)
    event = {"type": HOME_OPENED, "user": visitor, "channel": _conversation(visitor), "tab": "home"}
    return {**opened, "event": {**event, "event_ts": _stamp(now)}}


def rehearse_choice(
    visitor: str, value: str, now: datetime, trigger: str = "", view: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The tap on a choice, with the value of its button, in a direct message or in a window (`view`).

    `trigger` tells this tap from others of the visitor: the same one again is the same tap.
    """
    stamp = _stamp(now)
    return {
        "type": "block_actions",
        "api_app_id": _APP,
        "trigger_id": _trigger(visitor, trigger),
        "team": {"id": TEAM, "domain": "console"},
        "user": {"id": visitor, "team_id": TEAM},
        "actions": [
            {"type": "button", "action_id": f"{SAY_ACTION}1", "value": value, "action_ts": stamp},
        ],
        **(_in_conversation(visitor, stamp) if view is None else _in_window(view)),
    }


def rehearse_form(visitor: str, view: Mapping[str, Any]) -> dict[str, Any]:
    """A form that was sent, with what is in its fields."""
    # Its key is the visitor's own: nobody falls on the answer to another's form.
    mine = {"id": f"{visitor}.{word(view, 'id')}"}
    return {
        "type": "view_submission",
        "api_app_id": _APP,
        "team": {"id": TEAM, "domain": "console"},
        "user": {"id": visitor, "team_id": TEAM},
        "view": {**{name: view[name] for name in _OF_FORM if name in view}, **mine},
    }


def _in_conversation(visitor: str, stamp: str) -> dict[str, Any]:
    place = _conversation(visitor)
    return {
        "channel": {"id": place, "name": "directmessage"},
        "container": {"type": "message", "message_ts": stamp, "channel_id": place, "is_ephemeral": False},
    }


def _in_window(view: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "container": {"type": "view", "view_id": word(view, "id")},
        "view": {name: view[name] for name in _OF_WINDOW if name in view},
    }


def _trigger(visitor: str, trigger: str) -> str:
    return f"{visitor}.{trigger or uuid4().hex}"


def _conversation(visitor: str) -> str:
    return f"D{visitor}"


def _stamp(now: datetime) -> str:
    return f"{now.timestamp():.6f}"
