"""Who speaks at the console and what they say: a random id of their page's, JSON that is never trusted."""

import json
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from handlers.doors import Unreadable

TEXT_LIMIT = 20_000
BODY_LIMIT = 400_000  # bytes: a form of a hundred blocks with all that can be typed in it
_VISITOR = re.compile(r"[0-9A-Za-z-]{8,64}")


def known(visitor: str) -> bool:
    """Whether this can be a visitor's id."""
    return _VISITOR.fullmatch(visitor) is not None


async def said(request: Request) -> dict[str, Any]:
    """What a visitor's page sends.

    Raises:
        Unreadable: it is no JSON of a visitor, or too long.
    """
    raw = await request.body()
    if len(raw) > BODY_LIMIT:
        raise Unreadable("長すぎて送れません。短くしてください。")
    try:
        found = json.loads(raw)
    except ValueError:
        raise Unreadable("JSONとして読めませんでした。もう一度送ってください。") from None
    if not isinstance(found, dict) or not known(str(found.get("visitor"))):
        raise Unreadable("画面の番号がありません。「最初から」を押してください。")
    if len(str(found.get("text", ""))) > TEXT_LIMIT:
        raise Unreadable(f"長すぎて送れません。{TEXT_LIMIT}文字までにしてください。")
    return found


def foreign(request: Request) -> bool:
    """Whether another site's page may have sent this: its form can't send JSON, its script is asked first."""
    return not request.headers.get("content-type", "").startswith("application/json")


def refused(status: int, words: str) -> JSONResponse:
    """A no, in words for the page to show."""
    return JSONResponse({"error": words}, status)
