"""Every message a person can get, as it is: written down, so that no word changes unseen.

RECORD=1 writes the files anew; the change is then read in the commit.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from community.errors import Refusal
from handlers import guide, questions, rendering, router
from handlers.line.messages import messages as line_messages
from handlers.messages import Outgoing
from handlers.slack.messages import message as slack_message
from knowledge.dialogue import answer
from tests.handlers import said_at_the_desk, said_of_events, said_of_finding, said_of_people
from tests.standins import line_checks, slack_checks

GOLDEN = Path(__file__).parent / "golden"
NOW = datetime(2026, 6, 10, 5, 0, tzinfo=UTC)


def refused(template: str, facts: dict[str, Any]) -> Outgoing:
    refusal = Refusal(**facts)
    refusal.template = template
    return router.refusal(refusal)[0]


MESSAGES: dict[str, Outgoing] = {
    **said_of_events.MESSAGES,
    **said_of_finding.MESSAGES,
    **{name: refused(name, facts) for name, facts in said_of_events.REFUSALS.items()},
    **said_of_people.MESSAGES,
    **{name: refused(name, facts) for name, facts in said_of_people.REFUSALS.items()},
    **said_at_the_desk.MESSAGES,
    **{name: refused(name, facts) for name, facts in said_at_the_desk.REFUSALS.items()},
    "welcome": Outgoing("welcome", choices=guide.starters()),
    "help": guide.explain()[0],
    **{name: Outgoing(name) for name in ("joined", "member_joined")},
    **{
        name: Outgoing(name, choices=guide.starters())
        for name in ("sticker", "picture", "audio", "file", "location")
    },
    "no_such_choice": Outgoing("no_such_choice", {"offered": 3}),
    "apology": router.apology("K7Q-4MX")[0],
    "answer": questions.present(answer("ひと・まち応援金って何に使えるの?")),
    "answer_amount": questions.present(answer("地域協働体支援事業補助金の限度額は?")),
    "answer_section": questions.present(answer("地域協働体とは?")),
    "answer_clarify": questions.present(answer("補助金はいくら?")),
    "answer_abstain": questions.present(answer("ごみの日はいつ?")),
    "answer_emergency": questions.present(answer("家が火事だ!")),
    "answer_smalltalk": questions.present(answer("ありがとう")),
}


def as_sent(name: str) -> dict[str, Any]:
    rendered = rendering.render(MESSAGES[name])
    return {"line": line_messages(rendered), "slack": slack_message(rendered)}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_as_it_was_written_down(name: str) -> None:
    target = GOLDEN / f"{name}.json"
    made = json.dumps(as_sent(name), ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("RECORD"):
        GOLDEN.mkdir(exist_ok=True)
        target.write_text(made, "utf-8")

    assert target.read_text("utf-8") == made


def test_every_template_is_written_down_and_nothing_else_is() -> None:
    templates = {Path(name).stem for name in rendering.names() if not name.endswith(".html.j2")}

    assert templates == {each.template for each in MESSAGES.values()}
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(MESSAGES)


@pytest.mark.skipif(not line_checks.available(), reason=line_checks.REASON)
@pytest.mark.parametrize("name", MESSAGES)
def test_line_would_take_it(name: str) -> None:
    assert line_checks.complaints("push", {"to": "U1", "messages": as_sent(name)["line"]}) == []


@pytest.mark.skipif(not slack_checks.available(), reason=slack_checks.REASON)
@pytest.mark.parametrize("name", MESSAGES)
def test_slack_would_take_it(name: str) -> None:
    assert slack_checks.complaints(as_sent(name)["slack"]) == []
