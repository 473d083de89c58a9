"""The public pages in a real browser: for everybody's eyes and hands, with samples as they are shown."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from playwright.sync_api import Page, expect

from bot.database import Database
from community import links
from community.links import Purpose, Seal, Wish
from tests.accessibility import enlarge, faults, sideways
from tests.browser import CHROMIUM, NARROW, REASON, WIDE, complaints, page
from tests.community.gatherings import come, published
from tests.service import Service

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=REASON)

_KINDS = {
    "完全な一覧": "/events",
    "さいごのページ": "/events?page=3",
    "終わったもの": "/events?period=past",
    "何もない": "/events?q=%E7%84%A1%E3%81%84",
    "ない": "/events/4711",
}
# Samples that show each way an event can stand, and what it can consist of.
_SAMPLES = (
    "世代をつなぐ",
    "手打ちそば",
    "はじめての地域づくり",
    "準備と片づけ",
    "文化祭",
    "さんぽ",
    "花火",
    "収穫",
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service("serve", {"WASSHOI_DATA": str(tmp_path_factory.mktemp("data") / "var")}) as running:
        yield running


@pytest.fixture(scope="module")
def paths(service: Service) -> dict[str, str]:
    """Every sort of page, by a name."""
    lists = [service.get(f"/events?page={number}")[1] for number in (1, 2, 3)]
    shown = "".join([*lists, service.get("/events?period=past")[1]])
    links = {title: path for path, title in re.findall(r'<h3><a href="(.*?)">(.*?)</a>', shown)}
    samples = {each: next(links[title] for title in links if each in title) for each in _SAMPLES}
    return {**_KINDS, **samples}


@pytest.mark.parametrize(("size", "percent"), [(WIDE, 100), (NARROW, 100), (WIDE, 200), (NARROW, 200)])
def test_every_page_is_accessible_at_every_size(
    service: Service, paths: dict[str, str], size: tuple[int, int], percent: int
) -> None:
    wrong = {}
    with page(size) as opened:
        said = complaints(opened)
        for name, path in paths.items():
            opened.goto(f"{service.url}{path}")
            enlarge(opened, percent)
            wrong[name] = [
                *faults(opened),
                *([f"{sideways(opened)} px too wide"] if sideways(opened) else []),
            ]

    assert {name: found for name, found in wrong.items() if found} == {}
    assert [each for each in said if "404" not in each] == []


def test_a_calendar_of_ones_own_opens_by_its_link_until_that_is_revoked(url: str, db: Database) -> None:
    seal = Seal("key")
    with db.transaction() as session:
        at = datetime.now(UTC)
        come(session, published(session, at, title="行く会"), "A", at)
        token = links.make(session, seal, Wish("line:A", Purpose.CALENDAR), at, lasts=None)
        other = links.make(session, seal, Wish("line:A", Purpose.PROFILE), at)
    with Service("web", {"DATABASE_URL": url, "SECRET_KEY": "key"}) as running:
        found = running.get(f"/calendar/{token}.ics")
        changed = running.get(f"/calendar/{token[:-1]}x.ics")
        not_for_this = running.get(f"/calendar/{other}.ics")
        with db.transaction() as session:
            links.revoke(session, "line:A", Purpose.CALENDAR)
        revoked = running.get(f"/calendar/{token}.ics")

    assert (found[0], "SUMMARY:行く会" in found[1]) == (200, True)
    assert [each[0] for each in (changed, not_for_this, revoked)] == [404, 404, 404]


def test_while_the_database_is_away_pages_say_so_in_words_of_people(url: str) -> None:
    name = url.partition("?")[0].rpartition("/")[2]
    server = url.replace(f"/{name}?", "/postgres?")
    with (
        Service("web", {"DATABASE_URL": url}) as running,
        psycopg.connect(server, autocommit=True) as connection,
    ):
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        page, feed = running.get("/events"), running.get("/events.ics")
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        back = running.get("/events")

    assert (page[0], feed[0], back[0]) == (503, 503, 200)
    assert "少し待ってから" in page[1]


def test_what_is_looked_for_would_be_found() -> None:
    with page(NARROW) as opened:
        opened.set_content("<img src=x><p style='width: 900px; color: #ccc'>読めない</p>")

        assert {each.partition(":")[0] for each in faults(opened)} >= {"image-alt", "color-contrast"}
        assert sideways(opened) > 0


def test_everything_can_be_done_with_the_keyboard(service: Service) -> None:
    with page(WIDE) as opened:
        opened.goto(f"{service.url}/events")
        opened.keyboard.press("Tab")
        expect(opened.locator(":focus")).to_have_text("本文へ進む")
        assert in_sight(opened)
        opened.keyboard.press("Enter")
        expect(opened.locator("main")).to_be_focused()
        for field in ("period", "kind", "audience", "area", "q"):
            opened.keyboard.press("Tab")
            expect(opened.locator(":focus")).to_have_id(field)
            assert opened.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        opened.keyboard.type("そば")
        opened.keyboard.press("Enter")
        expect(opened.locator(".found")).to_contain_text("1件")
        tab_to(opened, "【見本】手打ちそば体験")
        opened.keyboard.press("Enter")
        expect(opened.locator("h1")).to_have_text("【見本】手打ちそば体験")
        tab_to(opened, "カレンダーに入れる")


def tab_to(opened: Page, words: str) -> None:
    for _ in range(30):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.innerText") == words:
            assert in_sight(opened)
            return
    raise AssertionError(words)


def in_sight(opened: Page) -> bool:
    box = opened.locator(":focus").bounding_box()
    return box is not None and box["y"] >= 0 and box["width"] > 0


def test_the_form_works_without_scripts_and_keeps_what_was_chosen(service: Service) -> None:
    with page(NARROW) as opened:
        opened.goto(f"{service.url}/events")
        opened.select_option("#kind", label="研修・講座")
        opened.select_option("#area", label="千厩")
        opened.click("button")

        expect(opened.locator("h3")).to_have_text(["【見本】役員のための会計と規約"])
        assert opened.input_value("#area") == "千厩"
        opened.click("text=条件を消す")
        expect(opened.locator(".found")).to_contain_text("43件")


def test_on_paper_there_is_a_notice_with_a_code_and_nothing_to_click(
    service: Service, paths: dict[str, str]
) -> None:
    with page(WIDE) as opened:
        opened.goto(f"{service.url}{paths['世代をつなぐ']}")
        opened.emulate_media(media="print")

        expect(opened.locator(".paper svg")).to_be_visible()
        for gone in (".keep", ".skip", ".hint"):
            expect(opened.locator(gone).first).to_be_hidden()
        expect(opened.locator(".facts")).to_contain_text("千厩市民センター")
