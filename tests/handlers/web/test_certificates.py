"""Certificates: a sheet that opens, with the name or a line for it; and whether a number is ours."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.database import Database
from community import certificates, signups
from community.certificates import Certificate
from community.events import Kind
from handlers.afterwards import certificate_address
from handlers.web import diploma
from handlers.web.diploma import BY_HAND, NO_NAME, Diploma
from tests.community.gatherings import OFFICER, come, published
from tests.handlers.web.entering import opened

SHEET = Diploma(
    serial="2026-7K4M2Q",
    name="佐藤 はな",
    course="はじめての地域づくり講座",
    when="6月9日(火)〜6月23日(火)(全3回)",
    issuer="一関市民センター",
    issued=date(2026, 6, 23),
)


def said(pdf: bytes) -> str:
    (page,) = PdfReader(BytesIO(pdf)).pages
    return page.extract_text()


def completed(db: Database, now: datetime) -> Certificate:
    with db.transaction() as session:
        event = published(
            session, now, kind=Kind.TRAINING, title="防災 <入門>", body="涌津地区まちづくり協議会"
        )
        mine = come(session, event, "A", now, name="髙橋 﨑子")
        signups.tick(session, mine.id, 1, OFFICER, event.starts_at)
        (made,) = certificates.issue(session, event.id, event.ends_at)
        return made


def test_the_sheet_says_who_completed_what_and_when(db: Database, now: datetime) -> None:
    made = completed(db, now)
    with opened(db, now) as hall:
        answer = hall.get(certificate_address(made).removeprefix(hall.url))
    words = said(answer.body)

    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    for part in (
        made.serial,
        "髙橋 﨑子 様",
        "「防災 <入門>」",
        "令和8年6月20日",
        "涌津地区まちづくり協議会",
    ):
        assert part in words


def test_the_font_is_embedded_and_only_what_is_used() -> None:
    made = diploma.pdf(SHEET)
    fonts = PdfReader(BytesIO(made)).pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    ours = [font.get_object() for font in fonts if "BIZUDPMincho" in font.get_object()["/BaseFont"]]

    assert ours
    assert all("/FontFile2" in font["/FontDescriptor"] for font in ours)
    assert len(made) < 100_000


@pytest.mark.parametrize(
    "name", ["髙橋", "山﨑", "濵田", "渡邉", "渡邊", "𣘺本", "葛\U000e0101西", "Mary O'Neill"]
)
def test_names_are_printed_as_they_are_written(name: str) -> None:
    assert diploma.writable(name) == name.replace("\U000e0101", "")


@pytest.mark.parametrize(
    ("name", "note"), [("𠮷田 太郎", BY_HAND), ("はな🌸", BY_HAND), (None, NO_NAME), (" ", BY_HAND)]
)
def test_a_name_that_cannot_be_printed_gets_a_line_to_write_it_on(name: str | None, note: str) -> None:
    words = said(diploma.pdf(replace(SHEET, name=name)))

    assert note in words
    assert (name or "なし") not in words or not (name or "").strip()


def test_long_names_and_titles_stay_on_one_sheet() -> None:
    words = said(diploma.pdf(replace(SHEET, name="寿限無" * 20, course="とても長い名前の講座" * 12)))

    assert "".join(words.split()).count("とても長い名前の講座") == 12


def test_years_are_the_eras() -> None:
    assert diploma.era(date(2019, 5, 1)) == "令和元年5月1日"
    assert diploma.era(date(2026, 6, 9)) == "令和8年6月9日"


def test_a_number_is_looked_up_without_saying_whose_it_is(db: Database, now: datetime) -> None:
    made = completed(db, now)
    with opened(db, now) as hall:
        valid = hall.get(f"/certificates?number={made.serial.lower()}").text
        unknown = hall.get("/certificates?number=2026-222222").text
        empty = hall.get("/certificates").text
        forged = hall.get("/certificate/2026-222222.pdf")

    assert "有効です。「防災 &lt;入門&gt;」の修了証です" in valid
    assert "髙橋" not in valid
    assert "この番号の修了証はありません" in unknown
    assert ("有効です" in empty, "ありません" in empty) == (False, False)
    assert forged.status == 404
