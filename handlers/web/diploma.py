"""The sheet of a certificate, as PDF: A4 across, to be printed and kept. Whose it is, is said by the caller.

The font is embedded, only the signs that are used; it is free (`fonts/OFL.txt`). A name with a sign that it
doesn't have gets a line to write it on by hand: no name is printed with a hole in it.
"""

import lzma
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from io import BytesIO
from math import ceil
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

FONT = "BIZUDPMincho"
WIDTH, HEIGHT = landscape(A4)
MIDDLE = WIDTH / 2
INK, GREEN, SOFT = HexColor("#1f2a25"), HexColor("#0b5b3c"), HexColor("#4a5851")
REIWA = 2018  # the year before its first
LONGEST = 200 * mm  # of a line
ONE_LINE = 28  # signs of a course's name in large letters
# Which form of a sign is meant; the font has one form of each.
_VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
BY_HAND = "(お名前に、このPDFで使えない文字があります。上の線に手書きでお書きください。)"
NO_NAME = "(お名前は、上の線に手書きでお書きください。)"


@dataclass(frozen=True, slots=True)
class Diploma:
    """What stands on it. `name` None: it is not known; `when` and `issuer` are ready to read."""

    serial: str
    name: str | None
    course: str
    when: str
    issuer: str
    issued: date


def pdf(diploma: Diploma) -> bytes:
    """The sheet."""
    font()
    target = BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), lang="ja-JP")
    canvas.setTitle(f"修了証 {diploma.course}")
    canvas.setAuthor(diploma.issuer)
    _frame(canvas)
    _head(canvas, diploma)
    _name(canvas, diploma)
    _body(canvas, diploma)
    _foot(canvas, diploma)
    canvas.save()
    return target.getvalue()


def writable(name: str | None) -> str | None:
    """The name as it can be printed; None when the font lacks one of its signs."""
    bare = _VARIANTS.sub("", name or "").strip()
    return bare if bare and all(ord(sign) in font().face.charToGlyph for sign in bare) else None


def era(day: date) -> str:
    """A day as certificates say it: 令和8年6月13日."""
    year = day.year - REIWA
    return f"令和{'元' if year == 1 else year}年{day.month}月{day.day}日"


@cache
def font() -> TTFont:
    """The font of our sheets, known to the printer."""
    packed = (resources.files("handlers.web") / "fonts" / "BIZUDPMincho-Regular.ttf.xz").read_bytes()
    font = TTFont(FONT, BytesIO(lzma.decompress(packed)))
    pdfmetrics.registerFont(font)
    return font


def _frame(canvas: Canvas) -> None:
    canvas.setStrokeColor(GREEN)
    for inset, width in ((10 * mm, 2.4), (12.2 * mm, 0.5)):
        canvas.setLineWidth(width)
        canvas.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)
    # Waves (青海波) in the corners, as on festival coats.
    canvas.setLineWidth(0.5)
    for x, y, turn in (
        (12.2 * mm, 12.2 * mm, 0),
        (WIDTH - 12.2 * mm, 12.2 * mm, 90),
        (WIDTH - 12.2 * mm, HEIGHT - 12.2 * mm, 180),
        (12.2 * mm, HEIGHT - 12.2 * mm, 270),
    ):
        for radius in (4 * mm, 7 * mm, 10 * mm, 13 * mm):
            canvas.arc(x - radius, y - radius, x + radius, y + radius, turn, 90)


def _head(canvas: Canvas, diploma: Diploma) -> None:
    canvas.setFillColor(SOFT)
    canvas.setFont(FONT, 10)
    canvas.drawRightString(WIDTH - 30 * mm, HEIGHT - 24 * mm, f"第 {diploma.serial} 号")
    canvas.setFillColor(GREEN)
    canvas.setFont(FONT, 46)
    canvas.drawCentredString(MIDDLE, HEIGHT - 47 * mm, "修 了 証")


def _name(canvas: Canvas, diploma: Diploma) -> None:
    canvas.setFillColor(INK)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.5)
    base, name = HEIGHT - 74 * mm, writable(diploma.name)
    if name is None:
        canvas.line(MIDDLE - 55 * mm, base - 2.5 * mm, MIDDLE + 45 * mm, base - 2.5 * mm)
        canvas.setFont(FONT, 18)
        canvas.drawString(MIDDLE + 48 * mm, base, "様")
        canvas.setFont(FONT, 8)
        canvas.setFillColor(SOFT)
        canvas.drawCentredString(MIDDLE, base - 8 * mm, BY_HAND if diploma.name else NO_NAME)
        return
    size = min(28.0, 28.0 * LONGEST * 0.8 / pdfmetrics.stringWidth(f"{name} 様", FONT, 28))
    canvas.setFont(FONT, size)
    canvas.drawCentredString(MIDDLE, base, f"{name} 様")


def _body(canvas: Canvas, diploma: Diploma) -> None:
    down = 97 * mm
    down = _paragraph(
        canvas, "あなたは、次の講座を修了されました。ここにその努力をたたえ、証します。", 14, down
    )
    long = len(diploma.course) > ONE_LINE
    down = _paragraph(canvas, f"「{diploma.course}」", 15 if long else 20, down + 10 * mm)
    _paragraph(canvas, diploma.when, 12, down + 9 * mm)


def _paragraph(canvas: Canvas, text: str, size: float, down: float) -> float:
    """Lines around the middle, the first `down` points from the top; how far down the last is."""
    style = ParagraphStyle(
        "line",
        fontName=FONT,
        fontSize=size,
        leading=size * 1.5,
        alignment=TA_CENTER,
        wordWrap="CJK",
        textColor=INK,
    )
    bare = _VARIANTS.sub("", text)
    made, full = Paragraph(escape(bare), style), pdfmetrics.stringWidth(bare, FONT, size)
    # Lines of about the same length, rather than one that is full and a sign that is left over.
    width = min(LONGEST, full / ceil(full / (LONGEST * 0.95)) + 1.5 * size)
    height = float(made.wrap(width, HEIGHT)[1])
    made.drawOn(canvas, MIDDLE - width / 2, HEIGHT - down - height + size)
    return down + height - size


def _foot(canvas: Canvas, diploma: Diploma) -> None:
    canvas.setFillColor(INK)
    canvas.setFont(FONT, 13)
    canvas.drawString(45 * mm, 42 * mm, era(diploma.issued))
    canvas.setFont(FONT, 17)
    canvas.drawRightString(WIDTH - 45 * mm, 34 * mm, diploma.issuer)
    canvas.setFillColor(SOFT)
    canvas.setFont(FONT, 8)
    canvas.drawCentredString(MIDDLE, 18 * mm, "わっしょい みんなでかつごう いちのせき")
