"""Block Kit, piece by piece: each function makes one block or element that Slack takes, whatever it is given.

Pure. Messages of all channels are made into blocks in `handlers/slack/messages.py`; here are forms and pages.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from handlers.slack.messages import LABEL_LIMIT, SECTION_LIMIT, VALUE_LIMIT
from handlers.slack.mrkdwn import cut, escaped
from handlers.slack.payloads import SAY, SAY_ACTION

Json = dict[str, Any]

# Limits of the Block Kit reference (2026).
TITLE_LIMIT = 24
HEADER_LIMIT = 150
HINT_LIMIT = 2000
OPTION_LIMIT = 75
OPTIONS_LIMIT = 100
MORE_LIMIT = 5
CONTEXT_LIMIT = 2000
ALT_LIMIT = 2000
METADATA_LIMIT = 3000
BLOCKS_LIMIT = 100  # of a form or a start page
TYPED = "typed"  # the action id of every input: its block says what it is


def modal(
    title: str,
    blocks: Sequence[Json],
    *,
    form: str = "",
    submit: str = "",
    about: Mapping[str, Any] | None = None,
    close: str = "閉じる",
) -> Json:
    """A form, or with no `submit` a window to look at. `about` comes back with what is sent."""
    kept = json.dumps(about or {}, ensure_ascii=False)
    if len(kept) > METADATA_LIMIT:
        raise ValueError(f"more than Slack keeps with a form: {len(kept)} characters")
    return {
        "type": "modal",
        "title": plain(title, TITLE_LIMIT),
        "close": plain(close, TITLE_LIMIT),
        **({"submit": plain(submit, TITLE_LIMIT)} if submit else {}),
        "callback_id": form or "looked_at",
        "private_metadata": kept,
        "blocks": list(blocks)[:BLOCKS_LIMIT],
    }


def home(blocks: Sequence[Json]) -> Json:
    """The start page."""
    return {"type": "home", "blocks": list(blocks)[:BLOCKS_LIMIT]}


def header(text: str) -> Json:
    """A heading."""
    return {"type": "header", "text": plain(" ".join(text.split()) or "-", HEADER_LIMIT)}


def section(text: str, accessory: Json | None = None) -> Json:
    """Words, and beside them a button, a menu or a picture."""
    beside = {"accessory": accessory} if accessory else {}
    return {"type": "section", "text": words(text or "-", SECTION_LIMIT), **beside}


def marked(text: str) -> Json:
    """Words of ours in Slack's own format; what people wrote must be `escaped` in it."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": cut(text, SECTION_LIMIT)}}


def context(text: str) -> Json:
    """Small words."""
    return {"type": "context", "elements": [words(text or "-", CONTEXT_LIMIT)]}


def divider() -> Json:
    """A line."""
    return {"type": "divider"}


def image(url: str, alt: str) -> Json:
    """A picture, and what it shows for who can't see it."""
    return {"type": "image", "image_url": url, "alt_text": cut(alt, ALT_LIMIT)}


def actions(*elements: Json) -> Json:
    """Buttons and menus in a row; each gets its own name."""
    named = [{**each, "action_id": f"{SAY_ACTION}{number}"} for number, each in enumerate(elements, start=1)]
    return {"type": "actions", "elements": named}


def button(label: str, says: str, *, style: str = "", sure: str = "") -> Json:
    """A button that says words, as if they were typed. `sure`: what is asked back first."""
    return {
        "type": "button",
        "action_id": f"{SAY_ACTION}1",
        "text": plain(label, LABEL_LIMIT),
        "value": cut(SAY + says, VALUE_LIMIT),
        **({"style": style} if style else {}),
        **({"confirm": _confirm(sure)} if sure else {}),
    }


def link(label: str, url: str) -> Json:
    """A button that opens a page of ours."""
    return {"type": "button", "action_id": f"{SAY_ACTION}1", "text": plain(label, LABEL_LIMIT), "url": url}


def menu(placeholder: str, choices: Iterable[tuple[str, str]], chosen: str = "") -> Json:
    """A menu whose choices (label, words) say words."""
    some = [option(label, SAY + says) for label, says in choices][:OPTIONS_LIMIT]
    initial = [each for each in some if each["value"] == SAY + chosen]
    return {
        "type": "static_select",
        "action_id": f"{SAY_ACTION}1",
        "placeholder": plain(placeholder, HEADER_LIMIT),
        "options": some,
        **({"initial_option": initial[0]} if initial else {}),
    }


def more(choices: Iterable[tuple[str, str]]) -> Json:
    """The dots beside a line: at most five things (label, words) to do with it."""
    some = [option(label, SAY + says) for label, says in choices][:MORE_LIMIT]
    return {"type": "overflow", "action_id": f"{SAY_ACTION}1", "options": some}


def field(name: str, label: str, element: Json, *, hint: str = "", optional: bool = True) -> Json:
    """A field of a form, called `name` when it is sent."""
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label, HINT_LIMIT),
        "element": {**element, "action_id": TYPED},
        "optional": optional,
        **({"hint": plain(hint, HINT_LIMIT)} if hint else {}),
    }


def text(initial: str | None = None, *, most: int = 150, lines: bool = False, example: str = "") -> Json:
    """A place to write in."""
    return {
        "type": "plain_text_input",
        "multiline": lines,
        "max_length": most,
        **({"initial_value": cut(initial, most)} if initial else {}),
        **({"placeholder": plain(example, HEADER_LIMIT)} if example else {}),
    }


def number(initial: int | None = None, *, least: int = 0, most: int = 100_000) -> Json:
    """A place for a whole number."""
    return {
        "type": "number_input",
        "is_decimal_allowed": False,
        "min_value": str(least),
        "max_value": str(most),
        **({"initial_value": str(initial)} if initial is not None else {}),
    }


def day(initial: date | None = None) -> Json:
    """A calendar."""
    return {"type": "datepicker", **({"initial_date": initial.isoformat()} if initial else {})}


def clock(initial: time | None = None) -> Json:
    """A clock."""
    return {"type": "timepicker", **({"initial_time": f"{initial:%H:%M}"} if initial else {})}


def select(choices: Iterable[tuple[str, str]], initial: str | None = None) -> Json:
    """One of several (label, value); at most a hundred."""
    some = [option(label, value) for label, value in choices][:OPTIONS_LIMIT]
    chosen = [each for each in some if each["value"] == initial]
    return {
        "type": "static_select",
        "options": some,
        "placeholder": plain("えらぶ", HEADER_LIMIT),
        **({"initial_option": chosen[0]} if chosen else {}),
    }


def boxes(choices: Iterable[tuple[str, str]], ticked: Iterable[str] = ()) -> Json:
    """Boxes to tick (label, value)."""
    some, wanted = [option(label, value) for label, value in choices], set(ticked)
    chosen = [each for each in some if each["value"] in wanted]
    return {"type": "checkboxes", "options": some, **({"initial_options": chosen} if chosen else {})}


def person(initial: str | None = None) -> Json:
    """Somebody of the workspace."""
    return {"type": "users_select", **({"initial_user": initial} if initial else {})}


def channel(initial: str | None = None) -> Json:
    """A channel of the workspace."""
    only = {"include": ["public", "private"], "exclude_bot_users": True}
    chosen = {"initial_conversation": initial} if initial else {}
    return {"type": "conversations_select", "filter": only, **chosen}


def option(label: str, value: str) -> Json:
    """A choice."""
    return {"text": plain(label, OPTION_LIMIT), "value": cut(value, 150)}


def plain(said: str, limit: int) -> Json:
    """Words without any format."""
    return {"type": "plain_text", "text": cut(said, limit), "emoji": False}


def words(said: str, limit: int) -> Json:
    """Words that call nobody and link nowhere."""
    return {"type": "mrkdwn", "text": cut(escaped(said), limit)}


def _confirm(sure: str) -> Json:
    return {
        "title": plain("よろしいですか", 100),
        "text": plain(sure, 300),
        "confirm": plain("はい", 30),
        "deny": plain("やめる", 30),
    }
