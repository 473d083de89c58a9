"""What axe finds wrong in a page, and whether it can be read without scrolling sideways."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# WCAG 2.2 AA, and what axe calls good practice besides.
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(opened: Page) -> list[str]:
    """The rules that a page breaks, each with where; no rules that need a person to decide."""
    found = Axe().run(opened, options={"runOnly": {"type": "tag", "values": _TAGS}}).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['html'][:120]}" for each in found for node in each["nodes"]
    ]


def sideways(opened: Page) -> int:
    """By how many pixels a page is wider than its window."""
    wide = opened.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    )
    return int(wide)


def enlarge(opened: Page, percent: int) -> None:
    """As somebody does who has set larger letters in the browser; our own pages begin at 112.5 %."""
    opened.evaluate(f"document.documentElement.style.fontSize = '{1.125 * percent}%'")
