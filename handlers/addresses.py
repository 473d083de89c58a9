"""Where our own pages are, as links in messages say it, and the key that signs such links.

Set once when the service is put together (`bot/wiring.py`): handlers are functions, and both never change.
"""

from dataclasses import dataclass


@dataclass(slots=True)
class _Here:
    base: str = "http://127.0.0.1:8000"
    key: str = ""
    pictures: bool = True


_here = _Here()


def settle(base: str, key: str, *, pictures: bool = True) -> None:
    """Say where the pages are (no slash at the end), the key, and whether pictures there can be fetched."""
    _here.base, _here.key, _here.pictures = base, key, pictures


def page(path: str) -> str:
    """The whole address of one of our pages, given from its slash on."""
    return f"{_here.base}{path}"


def picture(path: str) -> str:
    """The whole address of a picture of ours; empty where a channel couldn't fetch it."""
    return page(path) if _here.pictures else ""


def key() -> str:
    """The key that signs links."""
    return _here.key
