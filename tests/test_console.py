"""The console in a real browser, and its two addresses without one."""

import json
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import CHROMIUM, NARROW, REASON, WIDE, complaints, page
from tests.service import Service

QUESTION = "ひと・まち応援金って何に使えるの?"
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason=REASON)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service("serve", {"WASSHOI_DATA": str(tmp_path_factory.mktemp("data") / "var")}) as running:
        yield running


def say(
    service: Service, pane: str, body: object, kind: str = "application/json"
) -> tuple[int, dict[str, Any]]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    address = f"{service.url}/console/{pane}/messages"
    request = urllib.request.Request(address, raw, {"content-type": kind})  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def listen(service: Service, pane: str, visitor: str, after: str = "", wait: int = 10) -> dict[str, Any]:
    asked = urllib.parse.urlencode({"visitor": visitor, "after": after, "wait": wait})
    found: dict[str, Any] = json.loads(service.get(f"/console/{pane}/messages?{asked}")[1])
    return found


def test_a_visitor_hears_our_real_messages_and_nobody_elses(service: Service) -> None:
    one, other = str(uuid.uuid4()), str(uuid.uuid4())

    assert say(service, "resident", {"visitor": one, "text": QUESTION})[0] == 202
    heard = listen(service, "resident", one)

    (message,) = heard["items"][0]["messages"]
    assert (message["type"], "出典:第3章4(3) 事業8" in message["altText"]) == ("flex", True)
    assert listen(service, "resident", other, wait=0)["items"] == []
    assert listen(service, "officer", one, wait=0)["items"] == []


def test_what_was_heard_is_not_heard_again_and_a_number_asks_the_choice(service: Service) -> None:
    visitor = str(uuid.uuid4())
    say(service, "officer", {"visitor": visitor, "text": QUESTION})
    first = listen(service, "officer", visitor)

    say(service, "officer", {"visitor": visitor, "text": "1"})
    second = listen(service, "officer", visitor, after=first["cursor"])

    assert len(second["items"]) == 1
    assert "事業9" in json.dumps(second["items"][0]["blocks"], ensure_ascii=False)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{broken", 400),
        ([], 400),
        ({"text": "こんにちは"}, 400),
        ({"visitor": "../../etc", "text": "こんにちは"}, 400),
        ({"visitor": "a" * 36}, 400),
        ({"visitor": "a" * 36, "text": "  "}, 400),
        ({"visitor": "a" * 36, "text": "あ" * 20_001}, 400),
    ],
)
def test_junk_is_refused_in_japanese(service: Service, body: object, status: int) -> None:
    for pane in ("resident", "officer"):
        answered, said = say(service, pane, body)
        assert answered == status
        assert said["error"].endswith("。")


def test_another_sites_form_cannot_speak_here_and_other_panes_do_not_exist(service: Service) -> None:
    body = {"visitor": "a" * 36, "text": "こんにちは"}

    assert say(service, "resident", body, kind="text/plain")[0] == 415
    assert say(service, "mayor", body)[0] == 404


@needs_browser
def test_a_resident_asks_taps_and_types_a_number(service: Service) -> None:
    with page() as opened:
        wrong = complaints(opened)
        opened.goto(f"{service.url}/console")
        log = opened.locator("#resident [role=log]")
        expect(log).to_contain_text("一関市の地域協働をお手伝いする「わっしょい」です")

        ask(opened, "resident", QUESTION)
        expect(log.locator(".bubble")).to_contain_text("均等割+地域割")
        log.locator(".quick button").first.click()
        expect(log.locator(".bubble").nth(1)).to_contain_text("事業9")
        ask(opened, "resident", "2")
        expect(log.locator(".bubble")).to_have_count(3)
        expect(log.locator(".from-me")).to_have_count(3)
        assert wrong == []


@needs_browser
def test_an_officer_asks_and_sees_the_place_in_the_plan(service: Service) -> None:
    with page() as opened:
        opened.goto(f"{service.url}/console")
        ask(opened, "officer", "地域協働体とは?")

        log = opened.locator("#officer [role=log]")
        expect(log.locator(".header")).to_have_text("地域協働体の位置付け")
        expect(log.locator(".context")).to_contain_text("出典:第1章4(1)")
        log.locator(".actions button").first.click()
        expect(log.locator(".header").nth(1)).to_have_text("地域協働体の役割")


@needs_browser
def test_the_keyboard_alone_is_enough(service: Service) -> None:
    with page(NARROW) as opened:
        opened.goto(f"{service.url}/console")
        opened.wait_for_selector("#resident .from-bot")
        opened.focus("#tab-resident")
        opened.keyboard.press("ArrowRight")
        expect(opened.locator("#officer")).to_be_visible()
        expect(opened.locator("#resident")).to_be_hidden()
        for _ in range(12):
            opened.keyboard.press("Tab")
            if opened.evaluate("document.activeElement.name") == "text":
                break
        opened.keyboard.type("市民センターとは?")
        opened.keyboard.press("Enter")

        expect(opened.locator("#officer .from-bot .header")).to_have_text("市民センターの活用")


@needs_browser
@pytest.mark.parametrize("size", [WIDE, NARROW, (760, 600)])
def test_nothing_is_wider_than_the_window(service: Service, size: tuple[int, int]) -> None:
    with page(size) as opened:
        opened.goto(f"{service.url}/console")
        ask(opened, "resident", "地域協働体の役割は? " + "w" * 300)
        opened.wait_for_selector("#resident .from-bot >> nth=1")

        assert opened.evaluate("document.documentElement.scrollWidth") <= size[0]


@needs_browser
def test_hostile_words_stay_words_and_a_reload_keeps_the_talk(service: Service) -> None:
    nasty = "<img src=x onerror=alert(1)><b>太字</b>"
    with page() as opened:
        opened.on("dialog", lambda _: pytest.fail("a script ran"))
        opened.goto(f"{service.url}/console")
        ask(opened, "resident", nasty)
        expect(opened.locator("#resident .from-bot")).to_have_count(2)
        opened.reload()

        expect(opened.locator("#resident .from-me .words")).to_have_text(nasty)
        expect(opened.locator("#resident .from-bot")).to_have_count(2)
        order = opened.locator("#resident .message").evaluate_all("all => all.map(each => each.className)")
        assert [each.rpartition("-")[2] for each in order] == ["bot", "me", "bot"]


@needs_browser
def test_what_could_not_be_sent_is_kept_and_can_be_sent_again(service: Service) -> None:
    with page() as opened:
        opened.goto(f"{service.url}/console")
        opened.wait_for_selector("#resident .from-bot")
        opened.route("**/console/resident/messages", lambda route: route.abort())
        ask(opened, "resident", "地域協働体とは?")
        trouble = opened.locator("#resident .trouble")
        expect(trouble).to_contain_text("送れませんでした")
        opened.unroute("**/console/resident/messages")
        trouble.locator("button").click()

        expect(opened.locator("#resident .bubble")).to_contain_text("地域コミュニティを代表する組織")
        expect(trouble).to_be_hidden()


def ask(opened: Page, pane: str, words: str) -> None:
    opened.fill(f"#{pane} textarea", words)
    opened.press(f"#{pane} textarea", "Enter")
