"""Our forms in a real browser: axe-core finds nothing, they go by keyboard, with letters twice as large."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.database import Database
from community import profiles, relatives
from community.links import Purpose
from community.relatives import Telling
from tests.browser import CHROMIUM, NARROW, REASON, WIDE, complaints, page
from tests.handlers.web.formserver import ME, FormServer

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=REASON)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    with page(WIDE) as first:
        yield first


@pytest.fixture
def server(db: Database, now: datetime) -> Iterator[FormServer]:
    with FormServer(db, now) as running:
        yield running


@pytest.fixture
def opened(browser: Page) -> Iterator[Page]:
    assert browser.context.browser is not None
    tab = browser.context.browser.new_page(locale="ja-JP")
    tab.set_default_timeout(15_000)
    yield tab
    tab.close()


def faults(tab: Page) -> list[str]:
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(tab, options=options).response["violations"]
    wide = tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    named = [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]
    return named + (["sideways"] if wide else [])


def family(server: FormServer) -> None:
    with server.db.transaction() as session:
        profiles.save(session, ME, {"name": "佐藤はな", "telephone": "0191-21-2148"}, server.now)
        relatives.add(session, ME, Telling("佐藤ふみ", "母", "0191-25-0000", age=76), server.now)


@pytest.mark.parametrize("zoom", [1, 2])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_no_page_of_a_form_has_a_fault(
    server: FormServer, opened: Page, size: tuple[int, int], zoom: int
) -> None:
    said = complaints(opened)
    opened.set_viewport_size({"width": size[0], "height": size[1]})
    family(server)
    number = server.event(
        3, youngest=6, bring="エプロン", center="厳美市民センター", telephone="0191-21-2111"
    )

    def look(path: str) -> list[str]:
        opened.goto(server.url + path)
        opened.evaluate(f"document.documentElement.style.fontSize = '{zoom * 100}%'")  # as a reader sets it
        return faults(opened)

    path = server.link(number)
    assert [look(f"{path}?for={whom}") for whom in ("self", "family", "other")] == [[], [], []]
    assert look(f"{path}?lang=en") == []

    look(f"{path}?for=family")
    opened.locator("#name").fill("")
    opened.locator("#telephone").fill("0191-AB")
    opened.locator("#minor").check()
    opened.locator("button").click()
    expect(opened.locator("#problems")).to_be_visible()
    assert faults(opened) == []

    look(f"{path}?for=self")
    opened.locator("#age").fill("40")
    opened.locator("#agrees").check()
    opened.locator("button").click()
    expect(opened.locator("h1")).to_have_text("申し込みました")
    assert faults(opened) == []

    assert look(server.link(purpose=Purpose.PROFILE)) == []
    assert look(server.link(purpose=Purpose.DATA)) == []
    assert look("/forms/unknown") == []
    refusals = [each for each in said if "status of 4" in each]  # the browser's own note on 422 and 404
    assert said == refusals


def test_the_whole_form_goes_by_keyboard_alone(server: FormServer, opened: Page) -> None:
    opened.goto(server.url + server.link(server.event(youngest=6)))
    keys = opened.keyboard

    def to(selector: str) -> None:
        for _ in range(40):
            keys.press("Tab")
            if opened.locator(f"{selector}:focus").count():
                outline = opened.locator(selector).evaluate("each => getComputedStyle(each).outlineStyle")
                assert outline == "solid", f"{selector} doesn't show that it has the focus"
                return
        raise AssertionError(f"{selector} is not reached")

    to("button")
    keys.press("Enter")
    expect(opened.locator("#problems")).to_be_focused()
    assert opened.title().startswith("エラー: ")
    keys.press("Tab")
    keys.press("Enter")  # the first problem leads to its field
    expect(opened.locator("#name")).to_be_focused()
    keys.type("佐藤はな")
    keys.press("Tab")
    keys.type("0191-21-2148")
    keys.press("Tab")
    keys.type("15")
    to("#minor")
    keys.press("Space")
    to("#guardian")
    keys.type("佐藤ふみ")
    to("#guardian_relation")
    keys.type("母")
    to("#guardian_agrees")
    keys.press("Space")
    to("#agrees")
    keys.press("Space")
    to("button")
    keys.press("Enter")

    expect(opened.locator("h1")).to_have_text("申し込みました")


def test_a_guardian_is_only_asked_for_when_the_young_come_alone(server: FormServer, opened: Page) -> None:
    opened.goto(server.url + server.link(server.event()))

    expect(opened.locator("#guardian")).to_be_hidden()
    opened.locator("#minor").check()
    expect(opened.locator("#guardian")).to_be_visible()


def test_going_back_and_sending_again_shows_the_same_result(server: FormServer, opened: Page) -> None:
    opened.goto(server.url + server.link(server.event()))
    opened.locator("#name").fill("佐藤はな")
    opened.locator("#telephone").fill("0191-21-2148")
    opened.locator("#agrees").check()
    opened.locator("button").dblclick()
    expect(opened.locator("h1")).to_have_text("申し込みました")
    opened.go_back()
    opened.reload()

    expect(opened.locator("h1")).to_have_text("申し込みました")
    assert len(server.ledger()) == len(server.told) == 1


def test_touch_targets_are_large(server: FormServer, opened: Page) -> None:
    opened.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    family(server)
    opened.goto(server.url + server.link(server.event(youngest=6)) + "?for=other")
    sizes = "each => [...each].map(one => one.getBoundingClientRect()).map(box => [box.width, box.height])"

    for selector in ("a", "button", "input:not([type=hidden]):not([type=checkbox])", "label.tick", "select"):
        visible = [box for box in opened.locator(selector).evaluate_all(sizes) if box[0]]
        assert all(min(box) >= 44 for box in visible), (selector, visible)
