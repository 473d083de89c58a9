"""The console's two panes: the real doors, put behind recorded sending.

Here and not in `handlers/web`, since doors don't know one another.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.settings import Settings
from community.arrivals import Arriving
from handlers.doors import Unreadable
from handlers.line import events as line_events
from handlers.line import rehearsal as line_rehearsal
from handlers.line.client import LineClient
from handlers.line.door import LineDoor
from handlers.slack import events as slack_events
from handlers.slack import rehearsal as slack_rehearsal
from handlers.slack.client import SlackClient
from handlers.slack.door import SlackDoor
from handlers.web.pane import Pane

CONSOLE_LINE, CONSOLE_SLACK = "console-line", "console-slack"


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
            show=lambda payload, address: {
                "text": payload["text"],
                "blocks": payload["blocks"],
                "thread": address.get("thread"),
            },
        ),
    }


def _rehearse_slack(visitor: str, said: Mapping[str, Any], at: datetime) -> Arriving:
    postback = said.get("postback")
    if isinstance(postback, dict) and isinstance(postback.get("data"), str):
        body = slack_rehearsal.rehearse_choice(visitor, postback["data"], at)
        return slack_events.arriving_from_action(body, CONSOLE_SLACK)
    if isinstance(said.get("text"), str) and said["text"].strip():
        return slack_events.arriving_from_event(
            slack_rehearsal.rehearse(visitor, said["text"], at), CONSOLE_SLACK
        )
    raise Unreadable("送る言葉がありません。文字を入れてから送ってください。")
