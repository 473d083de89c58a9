"""What it means when Slack does not say yes: try again later, or never.

Pure. The calls are made in `handlers/slack/client.py`.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from handlers.doors import ChannelError, TryAgainLater, Undeliverable

_BUSY = frozenset({"ratelimited", "rate_limited"})
# With these Slack says that it does not know how far it got.
_UNSURE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
# A trigger opens one form; `hash_conflict`: what is shown is newer than what we would show.
_SHOWN = ("exchanged_trigger_id", "trigger_exchanged", "hash_conflict")
_ERROR_NAME = re.compile(r"[a-z][a-z0-9_]{2,60}")


def refusal(status: int, headers: Mapping[str, str], answer: object) -> ChannelError:
    """The error that says what Slack's answer means; of the answer it keeps nothing but the error's name."""
    name = _error_name(answer)
    reason = f"Slack answered {status}: {name or 'nothing we can read'}"
    if status == HTTPStatus.TOO_MANY_REQUESTS or name in _BUSY:
        return TryAgainLater(reason, after=_seconds(headers.get("Retry-After")))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or name in _UNSURE:
        return TryAgainLater(reason, doubtful=True)
    if status < HTTPStatus.BAD_REQUEST and name is None:
        # Neither yes nor no: a proxy's page, half an answer. The message may have arrived.
        return TryAgainLater(reason, doubtful=True)
    return Undeliverable(reason)


def shown_already(reason: str) -> bool:
    """Whether a refusal says that a form was opened before, or that a newer one stands in its place."""
    return any(name in reason for name in _SHOWN)


def _error_name(answer: Any) -> str | None:
    name = answer.get("error") if isinstance(answer, dict) else answer
    return name if isinstance(name, str) and _ERROR_NAME.fullmatch(name) else None


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.isdecimal() else None
