"""Where our own pages are, as links in messages say it, and the key that signs such links.

Set once when the service is put together (`bot/wiring.py`): handlers are functions, and both never change.
"""

from dataclasses import dataclass


@dataclass(slots=True)
class _Here:
    base: str = "http://127.0.0.1:8000"
    key: str = ""
    pictures: bool = True
    shared_channel: str = ""


_here = _Here()


def settle(base: str, key: str, *, pictures: bool = True, shared_channel: str = "") -> None:
    """Say where the pages are (no slash at the end), the key, and whether pictures there can be fetched.

    `shared_channel` is Slack's id of the channel in which all bodies read of one another, if there is one.
    """
    _here.base, _here.key, _here.pictures, _here.shared_channel = base, key, pictures, shared_channel


def page(path: str) -> str:
    """The whole address of one of our pages, given from its slash on."""
    return f"{_here.base}{path}"


def picture(path: str) -> str:
    """The whole address of a picture of ours; empty where a channel couldn't fetch it."""
    return page(path) if _here.pictures else ""


def shared_channel() -> str:
    """The channel of all bodies; empty where there is none."""
    return _here.shared_channel


def key() -> str:
    """The key that signs links."""
    return _here.key
