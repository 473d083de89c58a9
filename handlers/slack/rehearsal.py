"""What Slack would send for somebody at the try-it console: a direct message, or a tap on a choice.

Pure. The bodies go the same road as real ones, from `handlers/slack/events.py` on.
"""

from datetime import datetime
from typing import Any
from uuid import uuid4

from handlers.slack.mrkdwn import escaped
from handlers.slack.payloads import SAY_ACTION

TEAM = "TCONSOLE"
_APP = "ACONSOLE"


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


def rehearse_choice(visitor: str, value: str, now: datetime) -> dict[str, Any]:
    """The tap on a choice, with the value of its button, in a direct message."""
    stamp = _stamp(now)
    place = _conversation(visitor)
    return {
        "type": "block_actions",
        "api_app_id": _APP,
        "trigger_id": f"console.{uuid4().hex}",
        "team": {"id": TEAM, "domain": "console"},
        "user": {"id": visitor, "team_id": TEAM},
        "channel": {"id": place, "name": "directmessage"},
        "container": {"type": "message", "message_ts": stamp, "channel_id": place, "is_ephemeral": False},
        "actions": [
            {"type": "button", "action_id": f"{SAY_ACTION}1", "value": value, "action_ts": stamp},
        ],
    }


def _conversation(visitor: str) -> str:
    return f"D{visitor}"


def _stamp(now: datetime) -> str:
    return f"{now.timestamp():.6f}"
