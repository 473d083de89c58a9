"""A form as it was sent: its fields read into plain values, and what it is answered.

Pure. Which forms there are stands in `handlers/slack/desk/counter.py`; that each is done once, in
`bot/submitting.py`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from community import hours
from handlers.messages import Outgoing
from handlers.payloads import part, parts, word
from handlers.slack.desk.blocks import TYPED, Json, section


@dataclass(frozen=True, slots=True)
class Form:
    """A form that somebody sent: its name, what it was about, what is in its fields."""

    name: str
    who: str
    now: datetime
    about: Mapping[str, Any]
    fields: Mapping[str, Any]
    view: Mapping[str, Any]

    def text(self, name: str) -> str | None:
        """What was typed; None where there is nothing."""
        return (word(part(self.fields, name), "value") or "").strip() or None

    def number(self, name: str) -> int | None:
        """A whole number; None where there is none."""
        typed = self.text(name)
        return int(typed) if typed is not None and typed.lstrip("-").isdecimal() else None

    def chosen(self, name: str) -> str | None:
        """The value of the one that was chosen."""
        return word(part(part(self.fields, name), "selected_option"), "value")

    def ticked(self, name: str) -> tuple[str, ...]:
        """The values of the boxes that are ticked."""
        options = parts(part(self.fields, name), "selected_options")
        return tuple(value for each in options if (value := word(each, "value")))

    def person(self, name: str) -> str | None:
        """Slack's id of somebody who was chosen."""
        return word(part(self.fields, name), "selected_user")

    def channel(self, name: str) -> str | None:
        """Slack's id of a channel that was chosen."""
        return word(part(self.fields, name), "selected_conversation")

    def day(self, name: str) -> date | None:
        """A day; None where none was chosen."""
        chosen = word(part(self.fields, name), "selected_date")
        return date.fromisoformat(chosen) if chosen else None

    def clock(self, name: str) -> time | None:
        """A time of day; None where none was chosen."""
        chosen = word(part(self.fields, name), "selected_time")
        return time.fromisoformat(chosen) if chosen else None

    def moment(self, day: str, clock: str, otherwise: time = time()) -> datetime | None:
        """A moment in town, from the fields of its day and its time."""
        chosen = self.day(day)
        return (
            None if chosen is None else datetime.combine(chosen, self.clock(clock) or otherwise, hours.TOWN)
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """What a form is answered: words at fields, another window, or (neither) that it is done and closes.

    `notices` go out with it; each has its `to` and `key`.
    """

    errors: Mapping[str, str] = field(default_factory=dict)
    view: Json | None = None
    push: bool = False
    notices: Sequence[Outgoing] = ()

    def answer(self) -> dict[str, Any]:
        """As Slack wants it."""
        if self.errors:
            return {"response_action": "errors", "errors": dict(self.errors)}
        if self.view is not None:
            return {"response_action": "push" if self.push else "update", "view": self.view}
        return {}


def read(body: Mapping[str, Any], who: str, now: datetime) -> Form:
    """A stored or just received `view_submission`."""
    view = part(body, "view")
    values = part(part(view, "state"), "values")
    try:
        about = json.loads(word(view, "private_metadata") or "{}")
    except ValueError:
        about = {}
    return Form(
        name=word(view, "callback_id") or "",
        who=who,
        now=now,
        about=about if isinstance(about, dict) else {},
        fields={name: part(part(values, name), TYPED) for name in values},
        view=view,
    )


def key(body: Mapping[str, Any]) -> str:
    """The form as it was shown: the same one sent again has the same key."""
    view = part(body, "view")
    return f"{word(view, 'id')}:{word(view, 'hash')}:{word(view, 'callback_id')}"


def key_of(form: Form) -> str:
    """The form as it was shown, for what is done once for it."""
    return key({"view": form.view})


def first_field(view: Mapping[str, Any]) -> str | None:
    """The name of a form's first field, at which words can stand."""
    inputs = (word(each, "block_id") for each in parts(view, "blocks") if each.get("type") == "input")
    return next((each for each in inputs if each), None)


def field_names(view: Mapping[str, Any]) -> frozenset[str]:
    """The names of a form's fields."""
    named = (word(each, "block_id") for each in parts(view, "blocks") if each.get("type") == "input")
    return frozenset(each for each in named if each)


def typed_again(form: Form, warning: str, about: Mapping[str, Any]) -> Json:
    """The form once more with what was typed in it, a warning above, and what it is about now."""
    blocks = [_filled(each, part(form.fields, word(each, "block_id") or "")) for each in _fields(form.view)]
    kept = {name: form.view[name] for name in ("type", "title", "submit", "close") if form.view.get(name)}
    return {
        **kept,
        "callback_id": form.name,
        "private_metadata": json.dumps(dict(about), ensure_ascii=False),
        "blocks": [section(f"⚠️ {warning}"), *blocks],
    }


def _fields(view: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [each for each in parts(view, "blocks") if each.get("type") == "input"]


_INITIAL = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_user": "initial_user",
    "selected_conversation": "initial_conversation",
}


def _filled(block: Mapping[str, Any], typed: Mapping[str, Any]) -> Json:
    element = {name: each for name, each in part(block, "element").items() if not name.startswith("initial_")}
    element |= {initial: typed[name] for name, initial in _INITIAL.items() if typed.get(name)}
    return {**block, "element": element}
