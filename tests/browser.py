"""The system's Chromium, driven by Playwright. Where there is none, tests that need it say so and skip."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REASON = "no Chromium on this machine (apt-get install chromium)"
WIDE, NARROW = (1280, 800), (360, 740)
_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@contextmanager
def page(size: tuple[int, int] = WIDE) -> Iterator[Page]:
    """A page in a fresh browser; its errors and blocked scripts are collected in `page.complaints`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        opened = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="ja-JP")
        opened.set_default_timeout(15_000)
        yield opened
        browser.close()


def complaints(opened: Page) -> list[str]:
    """A list that fills with what goes wrong in the page from now on."""
    wrong: list[str] = []
    opened.on("console", lambda said: wrong.append(said.text) if said.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    return wrong
