"""The desk on a real database and road, with Slack's stand-in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import wiring
from tests.bot.road import Road, settings
from tests.handlers.slack.desk.officers import Desk
from tests.standins.line import LineStandIn
from tests.standins.slack import SlackStandIn


@pytest.fixture
def desk(url: str, slack: SlackStandIn, line: LineStandIn, tmp_path: Path) -> Iterator[Desk]:
    """A desk with one of the staff, and an officer and a second one of 老松みどりの郷協議会."""
    chosen = settings(line=line.url, slack=slack.url, data=tmp_path)
    with Road(url, chosen, respond=wiring.respond) as road:
        made = Desk(road, slack)
        made.staff()
        made.officer("UONE", "老松みどりの郷協議会")
        made.officer("UTWO", "老松みどりの郷協議会")
        yield made
    assert slack.invalid == []
    assert line.invalid == []
