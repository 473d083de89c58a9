"""A pane of the console records what its door would send."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.panes import console_panes
from bot.settings import load
from community.deliveries import Means
from handlers.doors import Letter, Unreadable
from handlers.messages import Rendered, Screen, Way
from handlers.slack.rehearsal import rehearse_choice
from handlers.web.pane import Pane
from tests.bot.test_settings import DEFAULTS

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
VISITOR = "a" * 36
VIEW = {"type": "modal", "blocks": []}


@pytest.fixture
def pane() -> Pane:
    return console_panes(load(DEFAULTS))["officer"]


def test_a_screen_is_written_as_a_post_so_that_its_record_keeps_it(pane: Pane) -> None:
    shown = Rendered("開けませんでした。", screen=Screen(Way.OPEN, {"trigger_id": "t1"}, VIEW))
    body = rehearse_choice(VISITOR, "say:催し 作成", NOW, "t1")

    (answer,) = pane.write([shown], body, NOW)
    notice = pane.notify(shown, f"TCONSOLE:{VISITOR}")

    for parcel in (answer, notice):
        assert (parcel.means, parcel.fallback) == (Means.POST, None)
        assert pane.show(parcel.payload, parcel.address) == {
            "screen": {"way": "open", "at": {"trigger_id": "t1"}, "view": VIEW}
        }


def test_what_was_recorded_has_a_receipt_by_which_it_can_be_edited(pane: Pane) -> None:
    letter = Letter("notice:report:1", Means.POST, {}, {}, "key")

    assert asyncio.run(pane.send(letter)) == "recorded/notice:report:1"


@pytest.mark.parametrize("trigger", ["", "short", "a" * 65, "../../../etc", 12, None])
def test_a_trigger_that_is_none_is_replaced(pane: Pane, trigger: object) -> None:
    tap = {"postback": {"data": "say:催し", "trigger": trigger}}
    ids = {pane.rehearse(VISITOR, tap, NOW).id for _ in range(2)}

    assert len(ids) == 2


@pytest.mark.parametrize(
    "said", [{}, {"text": 12}, {"kind": "sticker"}, {"postback": {}}, {"postback": {"data": ""}}]
)
def test_what_says_nothing_is_refused(pane: Pane, said: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        pane.rehearse(VISITOR, said, NOW)
