"""Messages as blocks: complete, safe and within Slack's limits."""

import importlib.util
from typing import Any

import pytest

from handlers.messages import Card, Choice, Rendered
from handlers.slack.messages import message
from handlers.slack.mrkdwn import cut, escaped, pieces
from tests.standins.line_checks import SHARED

CHECKER = SHARED / "slack" / "check_blockkit.py"

CARD = Card(
    title="地域協働体とは",
    lead="地域の<課題>を & 話し合う",
    rows=(("設立", "33"), ("根拠", "第2章")),
    notes=("計画の期間は終わっています",),
    source="第2章2",
)
CHOICES = (Choice("事業を見る", "事業一覧"), Choice("使い方"))
LONG = "&長い😀\n" * 3000
HUGE = Rendered(
    LONG,
    Card(LONG, LONG, tuple((LONG, LONG) for _ in range(700)), tuple(LONG for _ in range(30)), LONG),
    tuple(Choice("字" * 20, LONG) for _ in range(40)),
)


def kinds(made: dict[str, Any]) -> list[str]:
    return [block["type"] for block in made["blocks"]]


def test_a_card_is_header_lead_rows_notes_source_and_buttons() -> None:
    made = message(Rendered("全文 <a>", CARD, CHOICES))
    header, lead, rows, small, actions = made["blocks"]
    assert kinds(made) == ["header", "section", "section", "context", "actions"]
    assert made["text"] == "全文 &lt;a&gt;"
    assert header["text"] == {"type": "plain_text", "text": "地域協働体とは", "emoji": False}
    assert lead["text"]["text"] == "地域の&lt;課題&gt;を &amp; 話し合う"
    assert [field["text"] for field in rows["fields"]] == ["*設立*\n33", "*根拠*\n第2章"]
    assert [line["text"] for line in small["elements"]] == ["計画の期間は終わっています", "出典:第2章2"]
    assert [(each["action_id"], each["value"]) for each in actions["elements"]] == [
        ("say_1", "say:事業一覧"),
        ("say_2", "say:使い方"),
    ]


def test_words_without_a_card_stand_in_sections_and_nothing_is_lost() -> None:
    made = message(Rendered("一行\n" * 2000))
    assert set(kinds(made)) == {"section"}
    assert "\n".join(block["text"]["text"] for block in made["blocks"]) == ("一行\n" * 2000).strip()


def test_empty_parts_are_left_out() -> None:
    made = message(Rendered("はい", Card("", " ", (("", ""), ("", "値")), ("",), "")))
    assert kinds(made) == ["section"]
    assert made["blocks"][0]["fields"] == [{"type": "mrkdwn", "text": "値"}]


def test_words_call_nobody() -> None:
    made = message(Rendered("<!channel> <@U1>", Card("<!here>", "<!channel>")))
    assert "<!channel>" not in made["text"]
    assert "<" not in made["blocks"][1]["text"]["text"]


def test_a_cut_tears_neither_an_entity_nor_a_letter() -> None:
    assert cut(escaped("abc&"), 7) == "abc…"
    assert cut("ab😀", 3) == "ab…"
    assert cut("abc", 3) == "abc"
    assert list(pieces("一\n二三", 3)) == ["一", "二三"]
    assert "".join(pieces("&amp;" * 100, 12)) == "&amp;" * 100


def test_even_the_longest_message_keeps_its_buttons() -> None:
    made = message(HUGE)
    assert len(made["blocks"]) == 50
    assert kinds(made)[-1] == "actions"
    assert len(made["text"]) <= 4000


@pytest.mark.skipif(not CHECKER.is_file(), reason="the Block Kit checker is not on this machine")
@pytest.mark.parametrize(
    "rendered",
    [Rendered("はい"), Rendered("全文", CARD, CHOICES), HUGE, Rendered(LONG, None, CHOICES)],
    ids=["words", "card", "huge", "long words"],
)
def test_slack_would_take_it(rendered: Rendered) -> None:
    spec = importlib.util.spec_from_file_location("check_blockkit", CHECKER)
    assert spec is not None
    assert spec.loader is not None
    checker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checker)
    assert checker.errors(message(rendered)["blocks"], "message_blocks") == []
