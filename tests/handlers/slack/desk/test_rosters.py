"""A roster at the desk: somebody on the telephone is taken in, by the rules that hold for everybody."""

import csv
import io
import urllib.error
import urllib.request
import zipfile
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from starlette.applications import Starlette

from bot.app import application
from community import organizing, signups
from community.audit import Entry
from community.events import Event
from community.hours import TOWN
from community.ledger import SignUp
from handlers.slack.desk.roster_files import LASTS
from handlers.web.rosters import Rosters
from tests.community.gatherings import asking
from tests.handlers.slack.desk.officers import Desk, Window
from tests.handlers.slack.desk.test_events import drafted, published
from tests.handlers.slack.desk.test_together import refused
from tests.handlers.web.serving import listening

CALLER = {"name": "及川 花子", "telephone": "0191-21-2111"}


def roster(desk: Desk) -> list[SignUp]:
    with desk.road.service.database.transaction() as session:
        return list(session.scalars(select(SignUp).order_by(SignUp.number)))


def taken(desk: Desk, event: Event, **typed: Any) -> Window:
    return desk.sent("UONE", desk.tap("UONE", f"名簿 {event.id} 受付"), **{**CALLER, **typed})


def full(desk: Desk, event: Event, capacity: int) -> None:
    now = datetime.now(TOWN)
    with desk.road.service.database.transaction() as session:
        organizing.change(session, event.id, {"capacity": capacity}, "x", now)
        for number in range(capacity):
            signups.sign_up(session, event.id, asking(f"U{number}"), now)


def test_somebody_on_the_telephone_is_taken_in_once_with_a_note(desk: Desk) -> None:
    event = published(desk)
    form = desk.tap("UONE", f"名簿 {event.id} 受付")
    typed = {**CALLER, "size": 2, "ages": "70、68", "caller": "及川 恵", "note": "前の席がよい"}

    first, again = desk.sent("UONE", form, **typed), desk.sent("UONE", form, **typed)

    assert "2人の席が取れました" in first.text
    assert again.text == first.text
    (mine,) = roster(desk)
    assert (mine.name, mine.telephone, mine.size, mine.channel) == ("及川 花子", "0191-21-2111", 2, "phone")
    assert mine.by != mine.person
    shown = desk.tap("UONE", f"名簿 {event.id}")
    assert "前の席がよい" in shown.text
    assert "代理の申込み" in shown.text


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ({"telephone": "わからない"}, "telephone"),
        ({"ages": "七十"}, "ages"),
        ({"size": 3, "ages": "70"}, "ages"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(desk: Desk, typed: dict[str, Any], at: str) -> None:
    event = published(desk)
    answer: Any = desk.send("UONE", desk.tap("UONE", f"名簿 {event.id} 受付"), **{**CALLER, **typed})

    assert list(answer["errors"]) == [at]
    assert roster(desk) == []


def test_the_same_person_by_telephone_twice_is_told_and_not_doubled(desk: Desk) -> None:
    event = published(desk)
    taken(desk, event)
    answer: Any = desk.send("UONE", desk.tap("UONE", f"名簿 {event.id} 受付"), **CALLER)

    assert "申し込" in str(answer["errors"])
    assert len(roster(desk)) == 1


def test_who_waits_gets_a_place_by_hand_only_when_it_fits_and_the_reason_is_kept(desk: Desk) -> None:
    event = published(desk)
    full(desk, event, 2)
    assert "キャンセル待ちの 1 番目" in taken(desk, event).text
    waiting = roster(desk)[-1]

    answer: Any = desk.send("UONE", desk.tap("UONE", f"名簿 {event.id} 繰上 {waiting.id}"), why="講師の家族")
    assert "errors" in answer

    with desk.road.service.database.transaction() as session:
        organizing.change(session, event.id, {"capacity": 3, "waiting": 5}, "x", datetime.now(TOWN))
        session.get_one(SignUp, waiting.id).state = "waitlisted"
    done = desk.sent("UONE", desk.tap("UONE", f"名簿 {event.id} 繰上 {waiting.id}"), why="講師の家族")
    assert "電話でお知らせ" in done.text
    assert roster(desk)[-1].state == "confirmed"
    with desk.road.service.database.transaction() as session:
        (entry,) = session.scalars(select(Entry).where(Entry.what == "reason")).all()
        assert entry.after == {"why": "講師の家族"}


def test_cancelling_for_somebody_offers_the_place_to_the_next(desk: Desk) -> None:
    event = published(desk)
    full(desk, event, 1)
    taken(desk, event)
    seated = roster(desk)[0]

    desk.sent("UONE", desk.tap("UONE", f"名簿 {event.id} 取消する {seated.id}"))

    assert roster(desk)[0].state == "cancelled"
    assert roster(desk)[1].state in {"offered", "waitlisted"}  # at night it is offered in the morning


def test_a_long_roster_comes_in_pages_and_in_parts(desk: Desk) -> None:
    event = published(desk)
    full(desk, event, 40)
    taken(desk, event)

    first = desk.tap("UONE", f"名簿 {event.id}")
    assert "1 / 3 ページ" in first.text
    assert f"名簿 {event.id} 全員 2" in first.says
    assert "及川 花子" in desk.tap("UONE", f"名簿 {event.id} 全員 3", first).text
    called = desk.tap("UONE", f"名簿 {event.id} 電話")
    assert "41. 及川 花子" in called.text
    assert "1. " not in called.text.replace("41. ", "")


def test_a_call_is_ticked(desk: Desk) -> None:
    event = published(desk)
    taken(desk, event)
    (mine,) = roster(desk)

    assert "📞 連絡ずみ" in desk.tap("UONE", f"名簿 {event.id} 連絡 {mine.id}").text


def test_the_roster_is_not_ticked_before_its_day(desk: Desk) -> None:
    event = published(desk)
    taken(desk, event)

    refused(desk, "UONE", f"名簿 {event.id} 来た {roster(desk)[0].id}", "まだ受付できません")


def test_nobody_of_another_body_gets_near_a_roster(desk: Desk) -> None:
    desk.officer("UELSE", "興田地区振興会")
    event = published(desk)
    taken(desk, event)
    mine = roster(desk)[0].id
    form = desk.tap("UONE", f"名簿 {event.id} 受付")

    for words in ("", "受付", f"来た {mine}", f"取消する {mine}", f"繰上 {mine}", f"連絡 {mine}", "書き出し"):
        refused(desk, "UELSE", f"名簿 {event.id} {words}", "担当の方だけ")
    answer: Any = desk.send("UELSE", form, **{**CALLER, "name": "別の人"})
    assert "担当の方だけ" in str(answer["errors"])
    assert len(roster(desk)) == 1


def test_files_are_for_whom_the_link_was_made_for_a_quarter_of_an_hour(desk: Desk) -> None:
    event = published(desk)
    taken(desk, event, name="=HYPERLINK(1)", note="@猫")
    token = path_of(desk.tap("UONE", f"名簿 {event.id} 書き出し"), "大きな字で印刷")

    with listening(application(desk.road.service, dict)) as url:
        table = list(csv.reader(io.StringIO(got(f"{url}{token}.csv").decode("utf-8-sig"))))
        assert table[1][1] == "'=HYPERLINK(1)"
        assert table[1][8] == "'@猫"
        book = zipfile.ZipFile(io.BytesIO(got(f"{url}{token}.xlsx")))
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
        assert b"=HYPERLINK(1)" in book.read("xl/sharedStrings.xml")
        assert "=HYPERLINK(1)" in got(f"{url}{token}").decode()
        assert got(f"{url}{token}x") == b"404"

        late = Rosters(desk.road.service.database.transaction, in_half_an_hour, "secret")
        with listening(Starlette(routes=late.routes())) as later:
            assert got(f"{later}{token}") == b"404"

        _, office, *_ = [each for each in desk.tap("USTAFF", "担当").says if each.endswith("終了")]
        desk.tap("USTAFF", office)
        assert got(f"{url}{token}.csv") == b"409"


def test_the_poster_says_what_and_where_and_nothing_of_a_draft(desk: Desk) -> None:
    event = published(desk)
    drafted(desk)

    with listening(application(desk.road.service, dict)) as url:
        sheet = PdfReader(io.BytesIO(got(f"{url}/posters/{event.id}.pdf")))
        assert "そば打ち体験" in sheet.pages[0].extract_text()
        assert got(f"{url}/posters/{event.id + 1}.pdf") == b"404"


def in_half_an_hour() -> datetime:
    return datetime.now(TOWN) + LASTS * 2


def path_of(window: Window, label: str) -> str:
    rows = [each for each in window.view["blocks"] if each["type"] == "actions"]
    links = {each["text"]["text"]: each["url"] for row in rows for each in row["elements"] if "url" in each}
    return str(urlsplit(links[label]).path)


def got(url: str) -> bytes:
    """A page's bytes, or its status where it is none."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - loopback
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return str(error.code).encode()
