"""Where our own pages are, as links in messages say it, and the key that signs such links.

Set once when the service is put together (`bot/wiring.py`): handlers are functions, and both never change.
"""

from dataclasses import dataclass


@dataclass(slots=True)
class _Here:
    base: str = "http://127.0.0.1:8000"
    key: str = ""


_here = _Here()


def settle(base: str, key: str) -> None:
    """Say where the pages are (no slash at the end), and the key."""
    _here.base, _here.key = base, key


def page(path: str) -> str:
    """The whole address of one of our pages, given from its slash on."""
    return f"{_here.base}{path}"


def key() -> str:
    """The key that signs links."""
    return _here.key
