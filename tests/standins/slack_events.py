"""Requests as Slack makes them to `/slack/events`, signed by a signature of our own."""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

TEAM, BOT = "T1", "UBOT"


def mention(words: str, event_id: str = "Ev1", user: str = "U1", channel: str = "C1") -> dict[str, Any]:
    """Somebody mentions us in a channel."""
    return _event(event_id, type="app_mention", user=user, channel=channel, text=f"<@{BOT}> {words}")


def direct(words: str, event_id: str = "Ev1", user: str = "U1") -> dict[str, Any]:
    """Somebody writes to us alone."""
    return _event(event_id, type="message", user=user, channel="D1", channel_type="im", text=words)


def command(words: str, response_url: str, user: str = "U1") -> dict[str, str]:
    """`/wasshoi …`, as a form."""
    return {
        "team_id": TEAM,
        "channel_id": "C1",
        "user_id": user,
        "command": "/wasshoi",
        "text": words,
        "response_url": response_url,
        "trigger_id": f"{time.time_ns()}.1.x",
    }


def post(
    url: str, secret: str, payload: dict[str, Any], *, form: bool = False, **headers: str
) -> tuple[int, str]:
    """Post one request; return status and body."""
    raw = (urllib.parse.urlencode(payload) if form else json.dumps(payload, ensure_ascii=False)).encode()
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    signed = {"content-type": kind, **signature(secret, raw), **headers}
    request = urllib.request.Request(f"{url}/slack/events", raw, signed)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def signature(secret: str, raw: bytes) -> dict[str, str]:
    """Slack's two headers for a body."""
    stamp = str(int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + raw, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}


def _event(event_id: str, **event: Any) -> dict[str, Any]:
    stamp = f"{time.time():.6f}"
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A1",
        "event_id": event_id,
        "event": {"ts": stamp, "event_ts": stamp, **event},
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
    }
