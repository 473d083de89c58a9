"""The officers' desk at the console: its addresses, and a whole event in a real browser."""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from community.hours import TOWN
from tests.accessibility import faults, sideways
from tests.browser import CHROMIUM, NARROW, REASON, WIDE, complaints, page
from tests.service import LINE_SECRET, LINE_TOKEN, Service

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason=REASON)
TOMORROW = (datetime.now(TOWN) + timedelta(days=1)).date().isoformat()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service("serve", {"WASSHOI_DATA": str(tmp_path_factory.mktemp("data") / "var")}) as running:
        yield running


def post(service: Service, path: str, body: object, kind: str = "application/json") -> tuple[int, Any]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    address = f"{service.url}/console/officer/{path}"
    request = urllib.request.Request(address, raw, {"content-type": kind})  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def heard(service: Service, visitor: str, after: str = "") -> dict[str, Any]:
    asked = urllib.parse.urlencode({"visitor": visitor, "after": after, "wait": 10})
    found: dict[str, Any] = json.loads(service.get(f"/console/officer/messages?{asked}")[1])
    return found


def officer(service: Service) -> str:
    visitor = str(uuid.uuid4())
    post(service, "offices", {"visitor": visitor})
    return visitor


def test_a_visitor_holds_an_office_and_so_do_those_they_try_it_as(service: Service) -> None:
    visitor = str(uuid.uuid4())
    status, given = post(service, "offices", {"visitor": visitor})
    again = post(service, "offices", {"visitor": visitor})

    assert (status, len(given["people"])) == (200, 4)
    assert given["body"].startswith("【見本】")
    assert again == (200, given)


def test_the_home_page_is_heard_as_it_would_be_shown(service: Service) -> None:
    visitor = officer(service)
    post(service, "messages", {"visitor": visitor, "kind": "home"})

    (item,) = heard(service, visitor)["items"]
    assert item["screen"]["way"] == "home"
    assert "催し 作成" in json.dumps(item["screen"]["view"], ensure_ascii=False)


def test_a_tap_opens_a_form_and_the_form_is_answered_at_once(service: Service) -> None:
    visitor, trigger = officer(service), str(uuid.uuid4())
    tap = {"data": "say:催し 作成", "trigger": trigger, "view": {"id": "home", "type": "home"}}
    post(service, "messages", {"visitor": visitor, "postback": tap})
    (item,) = heard(service, visitor)["items"]
    assert item["screen"]["at"] == {"trigger_id": f"{visitor}.{trigger}"}

    fields = {"title": {"typed": {"type": "plain_text_input", "value": "花見"}}}
    view = {**item["screen"]["view"], "id": "V1", "hash": "h1", "state": {"values": fields}}
    status, answer = post(service, "forms", {"visitor": visitor, "view": view})
    assert (status, answer["response_action"]) == (200, "errors")


def test_a_command_is_heard_as_one(service: Service) -> None:
    visitor = officer(service)
    post(service, "messages", {"visitor": visitor, "text": "/wasshoi 担当"})

    (item,) = heard(service, visitor)["items"]
    assert item["screen"]["view"]["title"]["text"] == "担当"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{broken", 400),
        ({"view": {"id": "V1"}}, 400),
        ({"visitor": "a" * 36}, 400),
        ({"visitor": "a" * 36, "view": []}, 400),
        ({"visitor": "a" * 36, "view": {"id": "V1", "blocks": ["あ" * 200_000]}}, 400),
    ],
)
def test_junk_forms_are_refused_in_japanese(service: Service, body: object, status: int) -> None:
    answered, said = post(service, "forms", body)

    assert answered == status
    assert said["error"].endswith("。")


def test_another_sites_form_cannot_be_sent_here(service: Service) -> None:
    for path in ("forms", "offices"):
        assert post(service, path, {"visitor": "a" * 36}, kind="text/plain")[0] == 415


def test_where_real_people_write_nobody_gets_an_office_or_sends_forms(tmp_path: Path) -> None:
    line = {"LINE_CHANNEL_SECRET": LINE_SECRET, "LINE_CHANNEL_ACCESS_TOKEN": LINE_TOKEN}
    with Service("serve", {"WASSHOI_DATA": str(tmp_path / "var"), "WASSHOI_DEMO": "1", **line}) as real:
        assert post(real, "offices", {"visitor": "a" * 36}) == (200, {"body": None, "people": []})
        assert post(real, "forms", {"visitor": "a" * 36, "view": {"id": "V1"}})[0] == 403


@needs_browser
def test_an_event_is_made_in_two_forms_approved_by_a_second_and_seen_by_a_resident(service: Service) -> None:
    with page() as opened:
        wrong = complaints(opened)
        pane = at_home(service, opened)
        home, window = opened.get_by_role("region", name="ホーム"), opened.get_by_role("dialog")
        home.get_by_role("button", name="催しをつくる").click()
        fill(window, {"名前": "そば打ち体験", "日にち": TOMORROW, "終わり": "08:00", "部屋や": "調理室"})
        window.get_by_role("button", name="保存して次へ").click()
        expect(window.locator(".faulty .fault")).to_contain_text("終わりが始まりより前です")
        expect(window.get_by_label("終わり")).to_be_focused()

        fill(window, {"終わり": "12:00"})
        window.get_by_role("button", name="保存して次へ").click()
        fill(window, {"定員": "20"})
        window.get_by_role("button", name="保存する").click()
        window.get_by_role("button", name="公開する").click()
        expect(window).to_contain_text("@もう一人の役員")
        window.get_by_role("button", name="承認を頼む").click()
        expect(window).to_contain_text("承認を頼みました")
        close_all(opened)

        pane.get_by_label("だれとして").select_option("もう一人の役員")
        home.get_by_role("button", name=re.compile("内容を見る.*そば打ち体験")).click()
        window.get_by_role("button", name="承認して公開").click()
        expect(window).to_contain_text("承認して、公開しました")
        close_all(opened)
        say(opened, "resident", "催し")
        expect(opened.locator("#resident [role=log]")).to_contain_text("そば打ち体験")
        assert wrong == []


@needs_browser
def test_the_keyboard_stays_in_the_window_and_escape_leads_back(service: Service) -> None:
    with page() as opened:
        at_home(service, opened)
        opened.get_by_role("button", name="使い方").focus()
        opened.keyboard.press("Enter")
        window = opened.get_by_role("dialog", name="使い方")
        expect(window.get_by_role("heading", name="使い方")).to_be_focused()
        for key in [*["Tab"] * 12, *["Shift+Tab"] * 14]:
            opened.keyboard.press(key)
            assert opened.evaluate("document.activeElement.closest('dialog') !== null")

        window.get_by_role("button", name="開く:催し 作成").press("Enter")
        expect(opened.get_by_role("dialog", name="催しをつくる")).to_be_visible()
        opened.keyboard.press("Escape")
        expect(window.get_by_role("button", name="開く:催し 作成")).to_be_focused()
        opened.keyboard.press("Escape")
        expect(opened.get_by_role("dialog")).to_have_count(0)
        expect(opened.get_by_role("button", name="使い方")).to_be_focused()


@needs_browser
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_desk_can_be_read_and_used_by_everybody(service: Service, size: tuple[int, int]) -> None:
    with page(size) as opened:
        pane = at_home(service, opened)
        pane.get_by_label("だれとして").select_option("市の担当者")
        expect(opened.get_by_role("button", name="団体")).to_be_visible()
        found = {"home": faults(opened)}
        opened.get_by_role("button", name="催しをつくる").click()
        window = opened.get_by_role("dialog")
        window.get_by_role("button", name="保存して次へ").click()
        expect(window.get_by_label("名前")).to_be_focused()
        found["form"] = faults(opened)
        close_all(opened)
        opened.get_by_role("button", name="担当").click()
        window.get_by_role("button", name="終える").first.click()
        expect(opened.get_by_role("alertdialog")).to_contain_text("操作できなくなります")
        found["sure"] = faults(opened)

        assert found == {"home": [], "form": [], "sure": []}
        assert sideways(opened) == 0
        opened.get_by_role("button", name="やめる").click()
        expect(window.locator(".note")).to_be_empty()


@needs_browser
def test_what_could_not_be_sent_stays_typed_and_hostile_words_stay_words(service: Service) -> None:
    nasty = "<img src=x onerror=alert(1)><b>太字</b>"
    with page() as opened:
        opened.on("dialog", lambda _: pytest.fail("a script ran"))
        at_home(service, opened)
        opened.get_by_role("button", name="催しをつくる").click()
        window = opened.get_by_role("dialog")
        fill(window, {"名前": nasty, "日にち": TOMORROW, "部屋や": "調理室"})
        opened.route("**/console/officer/forms", lambda route: route.abort())
        window.get_by_role("button", name="保存して次へ").click()
        expect(window.locator(".note")).to_contain_text("送れませんでした")
        expect(window.get_by_label("名前")).to_have_value(nasty)

        opened.unroute("**/console/officer/forms")
        window.get_by_role("button", name="保存して次へ").click()
        window.get_by_role("button", name="保存する").click()
        expect(window.locator(".header")).to_have_text(nasty)


@needs_browser
def test_windows_of_before_stay_closed_and_a_new_beginning_is_somebody_new(service: Service) -> None:
    with page() as opened:
        pane = at_home(service, opened)
        opened.get_by_role("button", name="使い方").dblclick()
        window = opened.get_by_role("dialog")
        expect(window).to_have_accessible_name("使い方")
        opened.wait_for_timeout(500)  # the second tap's window takes the first one's place
        window.get_by_role("button", name="開く:催し", exact=True).click()
        expect(window).to_have_accessible_name("催し")
        opened.reload()
        pane.get_by_label("だれとして").select_option("市の担当者")
        say(opened, "officer", "/wasshoi 団体")
        expect(opened.get_by_role("dialog", name="団体")).to_contain_text("公開は二人で")
        close_all(opened)
        before = opened.evaluate("JSON.parse(sessionStorage.officer).visitor")
        pane.get_by_role("button", name="最初から").click()

        expect(pane.get_by_label("だれとして")).to_have_value("あなた(役員)")
        assert opened.evaluate("JSON.parse(sessionStorage.officer).visitor") != before
        expect(opened.get_by_role("dialog")).to_have_count(0)


@needs_browser
def test_a_message_that_is_brought_up_to_date_changes_where_it_stands(service: Service) -> None:
    with page() as opened:
        opened.goto(f"{service.url}/console")
        say(opened, "officer", "催し")
        expect(opened.locator("#officer .from-bot")).to_contain_text("下のボタンを押すと開きます")
        visitor = opened.evaluate("JSON.parse(sessionStorage.officer).visitor")
        (first,) = heard(service, visitor)["items"]
        view = {"text": "いまは3人", "blocks": []}
        newer = {"way": "edit", "at": {"channel": "recorded", "ts": first["id"]}, "view": view}
        item = {"id": "newer", "at": "2026-11-25T00:00:00+00:00", "screen": newer}
        answer = json.dumps({"cursor": "", "items": [first, item]})
        opened.route("**/console/officer/messages?*", lambda route: route.fulfill(body=answer))
        opened.reload()

        expect(opened.locator("#officer .from-bot")).to_have_count(1)
        expect(opened.locator("#officer .from-bot .slack-message")).to_have_text("いまは3人")


def at_home(service: Service, opened: Page) -> Locator:
    """The officer's pane, with the Home page."""
    opened.goto(f"{service.url}/console")
    if opened.get_by_role("tab", name="役員のSlack").is_visible():
        opened.get_by_role("tab", name="役員のSlack").click()
    pane = opened.locator("#officer")
    pane.get_by_role("button", name="ホーム").click()
    expect(opened.get_by_role("region", name="ホーム")).to_contain_text("今日とこの1週間")
    return pane


def fill(window: Locator, typed: dict[str, str]) -> None:
    """Write into fields by their labels."""
    for label, words in typed.items():
        window.get_by_label(label).first.fill(words)


def close_all(opened: Page) -> None:
    """Escape from one window after another."""
    while opened.locator("dialog[open]").count():
        opened.keyboard.press("Escape")


def say(opened: Page, pane: str, words: str) -> None:
    """Write in a pane."""
    opened.fill(f"#{pane} textarea", words)
    opened.press(f"#{pane} textarea", "Enter")
