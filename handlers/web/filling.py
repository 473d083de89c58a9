"""A small chart for officers: how full the events of the week are (`/charts/<token>.png`).

What it shows stands in its signed address, and in words beside it: titles and numbers, nobody's name.
"""

import lzma
from functools import cache
from importlib import resources
from io import BytesIO
from urllib.parse import unquote

from PIL import Image, ImageDraw, ImageFont
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from community.tokens import Thing, TokenUnknown, opened
from handlers import addresses

WIDTH, ROW, TOP, LEFT = 720, 52, 16, 300
GREEN, FULL, TRACK, INK = "#0b5b3c", "#b4552d", "#e4e8e4", "#1f2a25"


def route() -> Route:
    """Where the charts are."""
    return Route("/charts/{token}.png", _show, methods=["GET"])


async def _show(request: Request) -> Response:
    try:
        written = opened(addresses.key(), Thing.CHART, unquote(request.path_params["token"]))
    except TokenUnknown:
        return PlainTextResponse("no such chart", 404)
    picture = await run_in_threadpool(png, read(written))
    return Response(picture, 200, {"cache-control": "max-age=86400"}, "image/png")


def read(written: str) -> list[tuple[str, int, int]]:
    """The rows (title, taken, capacity) of a chart's address."""
    rows = [each.rsplit("|", 2) for each in written.split("\n")]
    return [(title, int(taken), int(capacity)) for title, taken, capacity in rows]


def png(rows: list[tuple[str, int, int]]) -> bytes:
    """The picture: a bar for each row, in another colour when it is full."""
    picture = Image.new("RGB", (WIDTH, TOP * 2 + ROW * len(rows)), "white")
    draw, font = ImageDraw.Draw(picture), _font()
    for number, (title, taken, capacity) in enumerate(rows):
        y = TOP + number * ROW
        share = min(taken / capacity, 1.0) if capacity else 0.0
        draw.text((12, y + 8), title, font=font, fill=INK)
        draw.rectangle((LEFT, y + 10, WIDTH - 120, y + 36), fill=TRACK)
        end = LEFT + round((WIDTH - 120 - LEFT) * share)
        if end > LEFT:
            draw.rectangle((LEFT, y + 10, end, y + 36), fill=FULL if taken >= capacity else GREEN)
        draw.text((WIDTH - 108, y + 8), f"{taken}/{capacity}", font=font, fill=INK)
    target = BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()


@cache
def _font() -> ImageFont.FreeTypeFont:
    packed = (resources.files("handlers.web") / "fonts" / "BIZUDPMincho-Regular.ttf.xz").read_bytes()
    return ImageFont.truetype(BytesIO(lzma.decompress(packed)), 22)
