"""The check-in page and the ticket in a real browser: axe, keyboard, letters twice as large, no scripts."""

from datetime import datetime

import pytest

from bot.database import Database
from community import checkin, ledger
from tests import accessibility, browser
from tests.community.gatherings import HOUR, come, published
from tests.handlers.web.entering import KEY, opened

pytestmark = pytest.mark.skipif(not browser.CHROMIUM, reason=browser.REASON)


def prepared(db: Database, now: datetime) -> tuple[int, datetime, list[str]]:
    with db.transaction() as session:
        event = published(session, now, 30, title="千厩地域 親子そば打ち体験と試食の会")
        come(session, event, "A", now, (40, 41, 42), name="佐藤 はな")
        come(session, event, "B", now, name="アレクサンドラ・マリア・フェルナンデス")
        come(session, event, "C", now, (40, 41))
        checkin.receive(session, ledger.roster(session, event.id)[1].id, "door:1", event.starts_at)
        tickets = [checkin.ticket(KEY, each) for each in ledger.roster(session, event.id)]
        return event.id, event.starts_at, tickets


@pytest.mark.parametrize("size", [browser.WIDE, browser.NARROW])
@pytest.mark.parametrize("percent", [100, 200])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    db: Database, now: datetime, size: tuple[int, int], percent: int
) -> None:
    event_id, at, tickets = prepared(db, now)
    found = {}
    with opened(db, at + HOUR) as hall, browser.page(size) as page:
        wrong = browser.complaints(page)
        paths = [
            f"/ticket/{tickets[0]}",
            hall.door(event_id),
            f"/ticket/{tickets[0]}",
            f"/ticket/{tickets[1]}",
        ]
        for path in [*paths, f"{hall.door(event_id)}?received=1&q=x", "/certificates?number=1"]:
            page.goto(f"{hall.url}{path}")
            accessibility.enlarge(page, percent)
            found[path] = (accessibility.faults(page), max(accessibility.sideways(page), 0))
        page.goto(f"{hall.url}/door/x")
        found["no"] = (accessibility.faults(page), max(accessibility.sideways(page), 0))

    assert {path: each for path, each in found.items() if each != ([], 0)} == {}
    assert [each for each in wrong if "404" not in each] == []


def test_the_keyboard_ticks_and_mends(db: Database, now: datetime) -> None:
    event_id, at, _ = prepared(db, now)
    with opened(db, at) as hall, browser.page(browser.NARROW) as page:
        page.goto(f"{hall.url}{hall.door(event_id)}")
        page.locator("li", has_text="佐藤 はな").get_by_role("button").focus()
        page.keyboard.press("Enter")
        page.get_by_text("3人を受け付けました").wait_for()
        ticked = page.get_by_role("status").inner_text()
        page.locator("li", has_text="佐藤 はな").locator("summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("End")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_text("「来ていない」に直しました").wait_for()
        mended = page.get_by_role("status").inner_text()

    assert ticked == "佐藤 はなさん:3人を受け付けました。"
    assert mended == "佐藤 はなさん:「来ていない」に直しました。"


def test_a_picture_of_the_code_is_read_back_to_the_ticket(db: Database, now: datetime) -> None:
    """Where the browser has no reader, the button for the camera isn't shown, and the number is typed."""
    event_id, at, _ = prepared(db, now)
    with opened(db, at) as hall, browser.page() as page:
        page.goto(f"{hall.url}{hall.door(event_id)}")
        can = page.evaluate("'BarcodeDetector' in window")
        shown = page.locator("#scan").is_visible()
        page.add_init_script("delete window.BarcodeDetector")
        page.reload()
        without = page.locator("#scan").is_visible()

    assert without is False
    assert can or not shown


def test_a_code_before_the_camera_is_sent_by_itself_once(db: Database, now: datetime) -> None:
    event_id, at, tickets = prepared(db, now)
    with opened(db, at) as hall, browser.page() as page:
        wrong = browser.complaints(page)
        page.add_init_script(
            "window.BarcodeDetector = class { static async getSupportedFormats() { return ['qr_code']; }"
            f" async detect() {{ return [{{ rawValue: '{hall.url}/ticket/{tickets[0]}' }}]; }} }};"
            "navigator.mediaDevices.getUserMedia = async () =>"
            " document.createElement('canvas').captureStream();"
            "HTMLMediaElement.prototype.play = async () => {};"
        )
        page.goto(f"{hall.url}{hall.door(event_id)}")
        page.get_by_role("button", name="カメラで読み取る").click()
        page.get_by_text("3人を受け付けました").wait_for()
        page.wait_for_timeout(800)
        stays = page.url
        words = page.get_by_role("status").inner_text()
        running = page.locator("#camera").is_visible()

    assert words == "佐藤 はなさん:3人を受け付けました。"
    assert "received=1" in stays
    assert running
    assert wrong == []
