"""Officers at their desk: they say words, tap buttons, fill in forms; a stand-in shows what they get."""

import asyncio
import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from community import appointing, bodies, offices
from community.bodies import Body
from community.offices import Office, Role
from handlers.slack.events import arriving_from_action, arriving_from_command, arriving_from_event, sender
from tests.bot.road import Road
from tests.standins import slack_checks
from tests.standins.slack import SlackStandIn

TEAM = "T1"
_triggers = itertools.count(1)


def person(user: str) -> str:
    """Who a user of Slack is to us."""
    return f"slack:{TEAM}:{user}"


@dataclass(slots=True)
class Window:
    """A form or page as somebody sees it."""

    view: Mapping[str, Any]
    id: str = "V0"
    hash: str = "h0"

    @property
    def text(self) -> str:
        """All its words."""
        return "\n".join(_texts(self.view))

    @property
    def says(self) -> list[str]:
        """What its buttons and menus say when tapped."""
        found = [each.get("value", "") for each in _elements(self.view)]
        return [each.removeprefix("say:") for each in found if each.startswith("say:")]

    def filled(self, **typed: Any) -> dict[str, Any]:
        """The state of its fields: what was typed, else what stood there."""
        fields = [each for each in self.view["blocks"] if each["type"] == "input"]
        unknown = set(typed) - {each["block_id"] for each in fields}
        assert not unknown, f"no such fields: {unknown}"
        return {
            each["block_id"]: {"typed": _state(each["element"], typed.get(each["block_id"], ...))}
            for each in fields
        }


@dataclass(slots=True)
class Desk:
    """The desk through `road`, as Slack's `slack` shows it."""

    road: Road
    slack: SlackStandIn
    shown: int = 0
    answers: list[dict[str, Any]] = field(default_factory=list)

    def staff(self, user: str = "USTAFF") -> None:
        """Name the first of the staff."""
        with self.road.service.database.transaction() as session:
            appointing.found(session, person(user), "cli", self.road.service.handling.clock())

    def officer(self, user: str, body: str, role: Role = Role.OFFICER) -> None:
        """Appoint somebody, and let their body in."""
        now = self.road.service.handling.clock()
        with self.road.service.database.transaction() as session:
            if not offices.standing(session, person("USTAFF"), now).staff:
                appointing.found(session, person("USTAFF"), "cli", now)
            bodies.add(session, Body(name=body, area="花泉"), person("USTAFF"), now)
            appointing.appoint(
                session, Office(person=person(user), role=role, body=body), person("USTAFF"), now
            )

    def say(self, user: str, words: str) -> Window:
        """`/wasshoi …`; the window it brings."""
        return self._brings(lambda: self.road.accept([arriving_from_command(command(user, words))]))

    def tap(self, user: str, words: str, window: Window | None = None) -> Window:
        """Tap a button that says this, in a window or a message; the window it brings."""
        return self._brings(lambda: self.road.accept([arriving_from_action(action(user, words, window))]))

    def home(self, user: str) -> Window:
        """Open the Home tab."""
        opened = {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{next(_triggers)}"}
        event = {"type": "app_home_opened", "tab": "home", "user": user, "channel": f"D{user}"}
        return self._brings(lambda: self.road.accept([arriving_from_event({**opened, "event": event})]))

    def send(self, user: str, window: Window, **typed: Any) -> Window | dict[str, Any]:
        """Send a form; the window it is answered with, or the answer."""
        answer = self.answer(user, submission(user, window, **typed))
        if "view" not in answer:
            return answer
        return Window(answer["view"], window.id, f"h{next(_triggers)}")

    def sent(self, user: str, window: Window, **typed: Any) -> Window:
        """The same where a window has to come."""
        shown = self.send(user, window, **typed)
        assert isinstance(shown, Window), shown
        self._check(shown)
        return shown

    def answer(self, user: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """What Slack is answered to a form."""
        del user
        doing = self.road.service.submitting.submit(body, sender(body))
        answer = asyncio.run(_awaited(doing))
        self.answers.append(answer)
        return answer

    def _brings(self, doing: Any) -> Window:
        before = len(self.slack.views)
        doing()
        self.road.settle()
        views = self.slack.views
        assert len(views) > before, [each.text for each in self.slack.posted[-1:]]
        return Window(views[-1].view, views[-1].id, views[-1].hash)

    def _check(self, window: Window) -> None:
        if slack_checks.available():
            assert slack_checks.wrong_in_view(dict(window.view)) == []


async def _awaited(doing: Any) -> dict[str, Any]:
    answer: dict[str, Any] = await doing
    return answer


def command(user: str, words: str) -> dict[str, str]:
    """`/wasshoi …`."""
    return {
        "team_id": TEAM,
        "channel_id": "C1",
        "user_id": user,
        "command": "/wasshoi",
        "text": words,
        "response_url": "http://127.0.0.1:1/response/x",
        "trigger_id": f"{next(_triggers)}.1.x",
    }


def action(user: str, words: str, window: Window | None = None, trigger: str | None = None) -> dict[str, Any]:
    """A tap on a button that says this."""
    number = next(_triggers)
    place: dict[str, Any] = {"channel": {"id": f"D{user}"}, "container": {"message_ts": f"{number}.0"}}
    if window is not None:
        kept = {
            name: window.view[name]
            for name in ("type", "callback_id", "private_metadata")
            if name in window.view
        }
        view = {"id": window.id, "hash": window.hash, **kept, "blocks": window.view["blocks"]}
        place = {"view": view, "container": {"type": "view", "view_id": window.id}}
    return {
        "type": "block_actions",
        "trigger_id": trigger or f"{number}.2.x",
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "actions": [
            {"type": "button", "action_id": "say_1", "value": f"say:{words}", "action_ts": f"{number}"}
        ],
        **place,
    }


def submission(user: str, window: Window, **typed: Any) -> dict[str, Any]:
    """A form that is sent."""
    return {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "view": {
            **window.view,
            "id": window.id,
            "hash": window.hash,
            "state": {"values": window.filled(**typed)},
        },
    }


def _state(element: Mapping[str, Any], typed: Any) -> dict[str, Any]:
    kind = element["type"]
    name = {
        "plain_text_input": "value",
        "number_input": "value",
        "datepicker": "selected_date",
        "timepicker": "selected_time",
        "static_select": "selected_option",
        "checkboxes": "selected_options",
        "users_select": "selected_user",
        "conversations_select": "selected_conversation",
    }[kind]
    initial = {
        "value": "initial_value",
        "selected_date": "initial_date",
        "selected_time": "initial_time",
        "selected_option": "initial_option",
        "selected_options": "initial_options",
        "selected_user": "initial_user",
        "selected_conversation": "initial_conversation",
    }[name]
    if typed is ...:
        return {"type": kind, name: element.get(initial, [] if kind == "checkboxes" else None)}
    if kind == "static_select":
        found = [each for each in element["options"] if each["value"] == typed]
        assert found, f"no such choice: {typed} of {[each['value'] for each in element['options']]}"
        return {"type": kind, name: found[0]}
    if kind == "checkboxes":
        return {"type": kind, name: [each for each in element["options"] if each["value"] in typed]}
    return {"type": kind, name: None if typed is None else str(typed)}


def _elements(view: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(view, dict):
        if view.get("type") in {"button", "static_select"}:
            yield view
            yield from view.get("options", [])
        else:
            for each in view.values():
                yield from _elements(each)
    elif isinstance(view, list):
        for each in view:
            yield from _elements(each)


def _texts(view: Any) -> Iterator[str]:
    if isinstance(view, dict):
        if isinstance(view.get("text"), str):
            yield view["text"]
        for each in view.values():
            yield from _texts(each)
    elif isinstance(view, list):
        for each in view:
            yield from _texts(each)


def about(window: Window) -> dict[str, Any]:
    """What comes back with a form."""
    found: dict[str, Any] = json.loads(window.view["private_metadata"])
    return found
