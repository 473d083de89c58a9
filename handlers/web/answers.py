"""How our public pages and feeds answer: the headers of all of them, and "not modified" where nothing is new.

What is in them is not known here. The console has its own (`console.py`).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from handlers import rendering

# No scripts at all: pages work without. Pictures of events may lie elsewhere, on https.
HEADERS: Mapping[str, str] = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self' https:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
}
HTML = "text/html; charset=utf-8"


def trouble(words: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """A page that says that it can't be shown now, and what to do."""
    page = rendering.page("trouble", {"words": words})
    return Response(page, status, {**HEADERS, "cache-control": "no-store", **(headers or {})}, HTML)


def answer(
    request: Request,
    body: str | bytes,
    kind: str,
    headers: Mapping[str, str] | None = None,
    changed: datetime | None = None,
) -> Response:
    """The body with its mark, or 304 when whoever asks has it already. `changed`: when it last did."""
    raw = body.encode() if isinstance(body, str) else body
    mark = f'"{sha256(raw).hexdigest()[:32]}"'
    together = {**HEADERS, "cache-control": "no-cache", "etag": mark, **(headers or {})}
    if changed is not None:
        together["last-modified"] = format_datetime(changed.astimezone(UTC), usegmt=True)
    if _known(request, mark, changed):
        return Response(status_code=304, headers=together)
    return Response(raw, media_type=kind, headers=together)


def _known(request: Request, mark: str, changed: datetime | None) -> bool:
    if request.method not in {"GET", "HEAD"}:
        return False
    marks = request.headers.get("if-none-match")
    if marks is not None:  # says more than the time, which is then not looked at (RFC 9110, 13.1.3)
        given = {each.strip().removeprefix("W/") for each in marks.split(",")}
        return "*" in given or mark in given
    since = request.headers.get("if-modified-since")
    if since is None or changed is None:
        return False
    try:
        return changed.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False
