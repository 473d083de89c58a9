"""Payloads as Slack sends them, for the tests of its door."""

from datetime import UTC, datetime
from typing import Any

NOW = datetime(2026, 6, 10, 5, 0, tzinfo=UTC)
BOT = "UBOT"
TS = "1781067600.000100"


def event(event_id: str = "Ev1", **fields: Any) -> dict[str, Any]:
    inner = {
        "type": "app_mention",
        "user": "U1",
        "channel": "C1",
        "text": f"<@{BOT}> 地域協働体とは",
        "ts": TS,
        "event_ts": TS,
    }
    return {
        "token": "old-verification-token",
        "type": "event_callback",
        "team_id": "T1",
        "api_app_id": "A1",
        "event_id": event_id,
        "event": {**inner, **fields},
        "authorizations": [{"team_id": "T1", "user_id": BOT, "is_bot": True}],
    }


def direct(text: str = "地域協働体とは", **fields: Any) -> dict[str, Any]:
    return event(type="message", channel="D1", channel_type="im", text=text, **fields)


def command(text: str = "質問 地域協働体とは", **fields: Any) -> dict[str, Any]:
    return {
        "token": "old-verification-token",
        "team_id": "T1",
        "channel_id": "C1",
        "user_id": "U1",
        "command": "/wasshoi",
        "text": text,
        "response_url": "https://hooks.slack.test/commands/T1/1/x",
        "trigger_id": "13345224609.738474920.8088930838d88f008e0",
        **fields,
    }


def tap(value: str = "say:いわてまるごと", **fields: Any) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "team": {"id": "T1", "domain": "ichinoseki"},
        "user": {"id": "U1", "team_id": "T1"},
        "channel": {"id": "C1", "name": "general"},
        "container": {"type": "message", "message_ts": TS, "channel_id": "C1", "is_ephemeral": False},
        "trigger_id": "12466734323.1395872398",
        "response_url": "https://hooks.slack.test/actions/T1/1/x",
        "actions": [{"type": "button", "action_id": "say_2", "value": value, "action_ts": "1.5"}],
        **fields,
    }
