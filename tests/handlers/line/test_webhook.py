import base64
import hashlib
import hmac
import json

import pytest

from handlers.doors import Unreadable, Unsigned
from handlers.line.webhook import open_body

SECRET = "line-secret"


def signed(raw: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), raw, hashlib.sha256).digest()).decode()


def event(number: str, **rest: object) -> dict[str, object]:
    return {
        "type": "message",
        "mode": "active",
        "webhookEventId": number,
        "source": {"type": "user", "userId": "U1"},
        "message": {"type": "text", "id": number, "text": "こんにちは"},
        **rest,
    }


def body(*events: object) -> bytes:
    return json.dumps({"destination": "Ubot", "events": list(events)}).encode()


@pytest.mark.parametrize(
    "signature", [None, "", "junk", "ü", signed(b"another body"), signed(body(), "other secret")]
)
def test_a_body_without_its_signature_is_refused(signature: str | None) -> None:
    with pytest.raises(Unsigned):
        open_body(SECRET, body(), signature)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe", b"[" * 100_000])
def test_a_signed_body_that_is_no_json_object_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        open_body(SECRET, raw, signed(raw))


def test_an_empty_batch_is_the_connection_test() -> None:
    assert open_body(SECRET, body(), signed(body())) == []


@pytest.mark.parametrize(
    "junk",
    [
        None,
        7,
        "text",
        [],
        {},
        {"type": None},
        {"type": "brand_new", "mode": "active", "source": {"type": "user", "userId": "U1"}},
        {"type": "message", "message": "no object", "source": []},
        event("x", mode="brand_new"),
        event("x", source={"type": "brand_new"}),
        event("x", message={"type": "brand_new", "id": "1"}),
    ],
)
def test_an_event_we_do_not_know_is_ignored_and_costs_the_others_nothing(junk: object) -> None:
    raw = body(event("first"), junk, event("last"))

    first, strange, last = open_body(SECRET, raw, signed(raw))

    assert strange.ignored
    assert (first.id, first.ignored) == ("line:first", None)
    assert (last.id, last.ignored) == ("line:last", None)


def test_the_same_junk_without_an_id_falls_on_the_same_row() -> None:
    raw = body({"type": "strange"}, {"type": "strange"})

    one, two = open_body(SECRET, raw, signed(raw))

    assert one.id == two.id


def test_what_no_database_can_hold_is_taken_out() -> None:
    raw = (
        rb'{"events":[{"type":"message","mode":"active","webhookEventId":"a","timestamp":1e999,'
        rb'"source":{"type":"user","userId":"U1"},'
        rb'"message":{"type":"text","id":"1","text":"a\u0000b\ud800c"}}]}'
    )

    (arriving,) = open_body(SECRET, raw, signed(raw))

    assert arriving.body["message"]["text"] == "abc"
    assert arriving.body["timestamp"] is None
