"""The console's two panes: the real doors, put behind recorded sending.

Here and not in `handlers/web`, since doors don't know one another.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.settings import Settings
from bot.submitting import Submitting
from community.arrivals import Arriving
from handlers.doors import Unreadable
from handlers.line import events as line_events
from handlers.line import rehearsal as line_rehearsal
from handlers.line.client import LineClient
from handlers.line.door import LineDoor
from handlers.payloads import part, word
from handlers.slack import events as slack_events
from handlers.slack import rehearsal as slack_rehearsal
from handlers.slack.client import SlackClient
from handlers.slack.door import SlackDoor
from handlers.web.console_desk import ConsoleDesk
from handlers.web.pane import Pane

CONSOLE_LINE, CONSOLE_SLACK = "console-line", "console-slack"
COMMAND = "/wasshoi"
_TRIGGER = re.compile(r"[0-9A-Za-z-]{8,64}")


def console_panes(settings: Settings) -> dict[str, Pane]:
    """The panes by the names the page calls them; none where the console is not served."""
    if not settings.console:
        return {}
    return {
        "resident": Pane(
            channel=CONSOLE_LINE,
            door=LineDoor(LineClient("the console sends nothing")),
            rehearse=lambda visitor, said, at: line_events.arriving(
                line_rehearsal.event(visitor, said, at), CONSOLE_LINE
            ),
            person=lambda visitor: f"{CONSOLE_LINE}:{visitor}",
            show=lambda payload, _address: {"messages": payload["messages"]},
        ),
        "officer": Pane(
            channel=CONSOLE_SLACK,
            door=SlackDoor(SlackClient("the console sends nothing", settings.slack_api)),
            rehearse=_rehearse_slack,
            person=lambda visitor: f"{CONSOLE_SLACK}:{slack_rehearsal.TEAM}:{visitor}",
            show=_show_slack,
        ),
    }


def console_desk(service: Submitting, settings: Settings, panes: Mapping[str, Pane]) -> ConsoleDesk:
    """The officers' desk of the console."""
    return ConsoleDesk(
        form=slack_rehearsal.rehearse_form,
        submit=service.submit,
        person=panes["officer"].person,
        transaction=service.database.transaction,
        clock=service.clock,
        gives_offices=settings.offices_for_all,
    )


def _show_slack(payload: Mapping[str, Any], address: Mapping[str, Any]) -> dict[str, Any]:
    if "view" in payload:
        return {"screen": {"way": address["way"], "at": address["at"], "view": payload["view"]}}
    return {"text": payload["text"], "blocks": payload["blocks"], "thread": address.get("thread")}


def _rehearse_slack(visitor: str, said: Mapping[str, Any], at: datetime) -> Arriving:
    postback, text = part(said, "postback"), (word(said, "text") or "").strip()
    if (value := word(postback, "data")) is not None:
        window = part(postback, "view") or None
        body = slack_rehearsal.rehearse_choice(visitor, value, at, _trigger(postback), window)
        return slack_events.arriving_from_action(body, CONSOLE_SLACK)
    if said.get("kind") == "home":
        return slack_events.arriving_from_event(slack_rehearsal.rehearse_home(visitor, at), CONSOLE_SLACK)
    if text == COMMAND or text.startswith(f"{COMMAND} "):
        body = slack_rehearsal.rehearse_command(visitor, text.removeprefix(COMMAND).strip(), _trigger(said))
        return slack_events.arriving_from_command(body, CONSOLE_SLACK)
    if text:
        body = slack_rehearsal.rehearse(visitor, text, at)
        return slack_events.arriving_from_event(body, CONSOLE_SLACK)
    raise Unreadable("送る言葉がありません。文字を入れてから送ってください。")


def _trigger(done: Mapping[str, Any]) -> str:
    """The page's own name for a tap or a command: by it the page knows the window that it opens."""
    given = word(done, "trigger") or ""
    return given if _TRIGGER.fullmatch(given) else ""
