"""`make screenshots`: the pictures in the documentation, taken anew from the running console."""

import sys
import tempfile
from pathlib import Path

from tests.browser import CHROMIUM, NARROW, REASON, WIDE, page
from tests.service import Service

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
QUESTION = "ひと・まち応援金の補助率は?"


def main() -> int:
    """Take them; 1 where there is no browser."""
    if CHROMIUM is None:
        sys.stderr.write(f"{REASON}\n")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, Service("serve", {"WASSHOI_DATA": f"{data}/var"}) as service:
        for name, size in (("console", WIDE), ("console-360", NARROW)):
            take(f"{service.url}/console", size, PICTURES / f"{name}.png")
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
        opened.screenshot(path=str(target))
        sys.stdout.write(f"{target.relative_to(PICTURES.parent.parent)}\n")


if __name__ == "__main__":
    sys.exit(main())
