"""What is done at the console goes the same road as what is done in Slack."""

from datetime import UTC, datetime

from handlers.slack import events
from handlers.slack.desk import forms
from handlers.slack.rehearsal import rehearse_choice, rehearse_command, rehearse_form, rehearse_home

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
VIEW = {"id": "V1", "hash": "h1", "type": "modal", "callback_id": "form", "private_metadata": '{"event": 1}'}


def test_the_home_tab_opened_asks_for_the_home_page() -> None:
    arriving = events.arriving_from_event(rehearse_home("visitor1", NOW), "console")

    assert (arriving.person, arriving.ignored) == ("console:TCONSOLE:visitor1", None)
    assert events.read(arriving.body, arriving.id, arriving.person, NOW).text == "ホーム"


def test_a_command_says_its_words_and_carries_the_pages_trigger() -> None:
    arriving = events.arriving_from_command(rehearse_command("visitor1", "催し <12>", "t1"), "console")

    assert (arriving.id, arriving.ignored) == ("console:command-visitor1.t1", None)
    assert events.read(arriving.body, arriving.id, arriving.person, NOW).text == "催し <12>"


def test_a_tap_in_a_window_brings_the_window_and_is_one_tap_however_often_it_is_sent() -> None:
    body = rehearse_choice("visitor1", "say:催し 12", NOW, "t1", {**VIEW, "blocks": ["not kept"]})
    arriving = events.arriving_from_action(body, "console")

    assert arriving.id == "console:action-visitor1.t1"
    assert arriving.body["view"] == VIEW
    assert "channel" not in arriving.body
    assert events.is_private(arriving.body)


def test_a_form_has_a_key_of_its_visitor_alone() -> None:
    state = {"values": {"title": {"typed": {"type": "plain_text_input", "value": "花見"}}}}
    body = rehearse_form("visitor1", {**VIEW, "state": state, "bot_id": "not kept"})
    form = forms.read(body, "console:TCONSOLE:visitor1", NOW)

    assert (form.name, form.about, form.text("title")) == ("form", {"event": 1}, "花見")
    assert forms.key(body) == "visitor1.V1:h1:form"
    assert "bot_id" not in body["view"]
    assert events.sender(body, "console") == "console:TCONSOLE:visitor1"
