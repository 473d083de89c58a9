"""What LINE posts: the signature over the raw body, then the batch, event by event.

Pure: knows no web framework and stores nothing. The SDK's parser is not used, since one unknown `mode`
makes it raise and lose the whole body. What an event means to us is decided in `handlers/line/events.py`.
"""

import base64
import hashlib
import hmac
import json

from community.arrivals import Arriving
from handlers.doors import Unreadable, Unsigned
from handlers.line.events import arriving
from handlers.payloads import storable


def sign(secret: str, raw: bytes) -> str:
    """LINE's signature: base64 of the HMAC-SHA256 of the raw body."""
    return base64.b64encode(hmac.new(secret.encode(), raw, hashlib.sha256).digest()).decode()


def open_body(secret: str, raw: bytes, signature: str | None, channel: str = "line") -> list[Arriving]:
    """The events of a webhook body, verified.

    An event that can't be understood is marked as ignored and costs the others nothing; an empty batch is
    LINE's connection test.

    Raises:
        Unsigned: the signature is missing or wrong.
        Unreadable: the body is signed but no JSON object.
    """
    if not hmac.compare_digest(sign(secret, raw).encode(), (signature or "").encode()):
        raise Unsigned("the signature does not fit the body: is LINE_CHANNEL_SECRET this channel's?")
    try:
        body = json.loads(raw, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise Unreadable("the body is not JSON") from error
    if not isinstance(body, dict):
        raise Unreadable("the body is not a JSON object")
    events = body.get("events")
    return [arriving(storable(event), channel) for event in events] if isinstance(events, list) else []
