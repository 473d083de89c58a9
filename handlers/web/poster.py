"""An event's poster on a sheet of A4: what, when, where, and the code that leads a phone to its page."""

from io import BytesIO

import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from community.events import Event
from handlers import addresses, days
from handlers.standing import ages, fee
from handlers.web.diploma import FONT, font
from handlers.whereabouts import where

WIDTH, HEIGHT = A4
MARGIN = 18 * mm
INK, GREEN = HexColor("#1f2a25"), HexColor("#0b5b3c")
CODE = 72 * mm


def pdf(event: Event) -> bytes:
    """The sheet."""
    face = font().face
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, lang="ja-JP")
    canvas.setTitle(event.title)
    canvas.setFillColor(GREEN)
    canvas.rect(0, HEIGHT - 22 * mm, WIDTH, 22 * mm, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.setFont(FONT, 20)
    canvas.drawString(MARGIN, HEIGHT - 15 * mm, _known(event.body or "一関市", face.charToGlyph))
    down = HEIGHT - 46 * mm
    canvas.setFillColor(INK)
    for size, line in _lines(event):
        for part in _wrapped(_known(line, face.charToGlyph), size):
            canvas.setFont(FONT, size)
            canvas.drawString(MARGIN, down, part)
            down -= size * 1.5
        down -= 4 * mm
    _code(canvas, event)
    canvas.save()
    return target.getvalue()


def _lines(event: Event) -> list[tuple[int, str]]:
    told = [
        (34, event.title),
        (26, days.day_and_hours(event)),
        (22, where(event)),
        (18, f"対象:{ages(event)}"),
        (18, f"参加費:{fee(event)}" if fee(event) else ""),
        (18, f"問い合わせ:{event.telephone}" if event.telephone else ""),
    ]
    return [(size, line) for size, line in told if line]


def _code(canvas: Canvas, event: Event) -> None:
    code = segno.make(addresses.page(f"/events/{event.id}"), error="m")
    module = CODE / code.symbol_size(border=0)[0]
    left, top = MARGIN, 20 * mm + CODE
    canvas.setFillColor(HexColor("#000000"))
    for y, row in enumerate(code.matrix):
        for x, dark in enumerate(row):
            if dark:
                canvas.rect(left + x * module, top - (y + 1) * module, module, module, stroke=0, fill=1)
    canvas.setFillColor(INK)
    canvas.setFont(FONT, 20)
    canvas.drawString(left + CODE + 10 * mm, top - 20 * mm, "くわしくは、スマートフォンで")
    canvas.setFont(FONT, 16)
    canvas.drawString(left + CODE + 10 * mm, top - 32 * mm, "カメラをかざすと、申込みもできます。")
    canvas.drawString(left + CODE + 10 * mm, top - 42 * mm, f"催しの番号:{event.id}")


def _known(line: str, glyphs: object) -> str:
    # A sign that the font lacks would be an empty box.
    return "".join(sign if ord(sign) in glyphs else "〓" for sign in line)  # type: ignore[operator]


def _wrapped(line: str, size: int) -> list[str]:
    parts = [""]
    for sign in line:
        if stringWidth(parts[-1] + sign, FONT, size) > WIDTH - 2 * MARGIN:
            parts.append("")
        parts[-1] += sign
    return parts
