"""`make screenshots`: the pictures in the documentation, taken anew from the running console."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

from tests.browser import CHROMIUM, NARROW, REASON, WIDE, page
from tests.service import Service

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
QUESTION = "ひと・まち応援金の補助率は?"
WISH = "今週末に親子で行けるところある?"
TALL = (560, 1150)
LOW: ViewportSize = {"width": 1180, "height": 464}
MIDDLE: ViewportSize = {"width": 1180, "height": 720}


def main() -> int:
    """Take them; 1 where there is no browser."""
    if CHROMIUM is None:
        sys.stderr.write(f"{REASON}\n")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, Service("serve", {"WASSHOI_DATA": f"{data}/var"}) as service:
        for name, size in (("console", WIDE), ("console-360", NARROW)):
            take(f"{service.url}/console", size, PICTURES / f"{name}.png")
        take_part(f"{service.url}/console", PICTURES / "taking-part.png")
        take_desk(f"{service.url}/console", PICTURES)
        for name, path in (("events", "/events"), ("event", "/events/1")):
            show(f"{service.url}{path}", PICTURES / f"{name}.png")
    return 0


def take(address: str, size: tuple[int, int], target: Path) -> None:
    """One picture: a resident has asked, and on wide windows an officer too."""
    with page(size) as opened:
        opened.goto(address)
        opened.wait_for_selector("#resident .from-bot")
        for pane in ("resident", "officer") if size == WIDE else ("resident",):
            opened.fill(f"#{pane} textarea", QUESTION)
            opened.press(f"#{pane} textarea", "Enter")
            opened.wait_for_selector(f"#{pane} .bubble, #{pane} .actions")
        opened.wait_for_timeout(300)
        _keep(opened, target)


def take_part(address: str, target: Path) -> None:
    """One picture: a resident looks for something to come to, and wants to sign up."""
    with page(TALL) as opened:
        opened.goto(address)
        opened.wait_for_selector("#resident .from-bot")
        opened.fill("#resident textarea", WISH)
        opened.press("#resident textarea", "Enter")
        opened.locator("#resident .carousel").get_by_role("button", name="申し込む").first.click()
        opened.locator("#resident").get_by_role("button", name="申込みフォームをひらく").first.wait_for()
        opened.wait_for_timeout(300)
        _keep(opened, target)


def take_desk(address: str, folder: Path) -> None:
    """Three pictures: an officer's start page, the form of an event, how it will look to residents."""
    with page(WIDE) as opened:
        opened.set_viewport_size(
            LOW
        )  # not so high that days are in the picture: they follow the machine's language
        opened.goto(address)
        opened.locator("#officer").get_by_role("button", name="ホーム").click()
        begin = opened.get_by_role("region", name="ホーム").get_by_role("button", name="催しをつくる")
        begin.wait_for()
        _keep(opened, folder / "desk-home.png")
        begin.click()
        window = opened.get_by_role("dialog")
        window.get_by_role("button", name="保存して次へ").click()
        window.locator(".faulty").wait_for()
        window.locator(".body").evaluate("body => body.scrollTo(0, 0)")
        _keep(opened, folder / "desk-form.png")
        window.get_by_label("名前").fill("はじめてのそば打ち")
        window.get_by_label("部屋や").fill("調理室")
        window.get_by_label("説明").fill("地元の粉で、そばを打ちます。はじめての方も、お一人でもどうぞ。")
        window.get_by_role("button", name="保存して次へ").click()
        window.get_by_label("定員(").fill("20")
        window.get_by_role("button", name="保存する").click()
        window.get_by_role("button", name="公開する").click()
        window.get_by_role("button", name="承認を頼む").wait_for()
        opened.set_viewport_size(MIDDLE)
        opened.wait_for_function("[...document.images].every((each) => each.complete)")
        _keep(opened, folder / "desk-preview.png")


def show(address: str, target: Path) -> None:
    """One picture of a public page."""
    with page(WIDE) as opened:
        opened.goto(address)
        _keep(opened, target)


def _keep(opened: Page, target: Path) -> None:
    opened.screenshot(path=str(target))
    sys.stdout.write(f"{target.relative_to(PICTURES.parent.parent)}\n")


if __name__ == "__main__":
    sys.exit(main())
