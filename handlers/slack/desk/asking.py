"""What somebody asks of the desk: its words read, with who asks and where they tapped.

Words are `<noun> [<number>] [<verb>] [<rest>]`: 「催し 12 編集」「お知らせ 作成」. Which nouns there are:
`handlers/slack/desk/counter.py`.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from community.offices import Standing
from handlers.messages import Choice, Incoming, Outgoing, Screen, Way
from handlers.payloads import part, word
from handlers.slack.desk.blocks import Json

LATE = "開くのに時間がかかりました。もう一度、下のボタンを押してください。"
PRESS = "下のボタンを押すと開きます。"


@dataclass(frozen=True, slots=True)
class Words:
    """What was said, in its parts; a part that is missing is empty, a number None."""

    noun: str
    number: int | None
    verb: str
    rest: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Words to the desk, who says them and what they may."""

    incoming: Incoming
    words: Words
    standing: Standing

    @property
    def who(self) -> str:
        """`<channel>:<team>:<user>`."""
        return self.incoming.person

    @property
    def now(self) -> datetime:
        """When it is answered."""
        return self.incoming.at

    @property
    def user(self) -> str:
        """Slack's own id of who asks."""
        return self.who.rpartition(":")[2]

    @property
    def window(self) -> Mapping[str, Any]:
        """The form or page in which they tapped; empty elsewhere."""
        return part(self.incoming.gesture, "view")


def read(said: str) -> Words:
    """Words in their parts, however wide the spaces and digits were typed."""
    noun, *rest = unicodedata.normalize("NFKC", said).split() or [""]
    number = int(rest[0]) if rest and rest[0].isdecimal() and len(rest[0]) < 10 else None  # noqa: PLR2004
    rest = rest if number is None else rest[1:]
    verb, *more = rest or [""]
    return Words(noun, number, verb, " ".join(more))


def show(ask: Ask, view: Json, *, push: bool = False) -> Outgoing:
    """Show a window: in the place of the one that was tapped in (or over it), or a new one.

    Where there was no tap, a button is offered that opens it.
    """
    again = (Choice("開く", ask.incoming.text, main=True),)
    trigger, window = word(ask.incoming.gesture, "trigger_id"), ask.window
    if window.get("type") == "modal" and not push:
        at = {name: found for name in ("id", "hash") if (found := word(window, name))}
        where = {"view_id": at.get("id", ""), **({"hash": at["hash"]} if "hash" in at else {})}
        return _screen(Way.UPDATE, where, view, again)
    if trigger is None:
        return Outgoing("desk_words", {"words": PRESS}, choices=again)
    over = Way.PUSH if window.get("type") == "modal" else Way.OPEN
    return _screen(over, {"trigger_id": trigger}, view, again)


def at_home(ask: Ask, view: Json) -> Outgoing:
    """Show their start page."""
    return _screen(Way.HOME, {"user": ask.user}, view, ())


def say(words: str, *choices: Choice) -> Outgoing:
    """Say something in the conversation, or in a direct message where there is none."""
    return Outgoing("desk_words", {"words": words}, choices=choices)


def tell(person: str, key: str, words: str, *choices: Choice) -> Outgoing:
    """Tell somebody in a direct message, once for this key."""
    return Outgoing("desk_words", {"words": words}, choices=choices, to=person, key=key)


def _screen(way: Way, at: Mapping[str, str], view: Json, again: tuple[Choice, ...]) -> Outgoing:
    return Outgoing("desk_words", {"words": LATE}, choices=again, screen=Screen(way, at, view))
