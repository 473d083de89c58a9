"""What sets the desk up: the manifest Slack takes, and the first of the staff."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator
from sqlalchemy.orm import Session

from bot.cli import commands
from community import offices
from handlers.slack import manifest
from tests.standins import slack_checks
from tests.standins.line_checks import SHARED
from tests.standins.slack import SlackStandIn

SCHEMA = SHARED / "slack" / "manifest.schema.2.0.0.json"


def run(*words: str, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(commands, words)


@pytest.mark.skipif(not SCHEMA.exists(), reason=slack_checks.REASON)
@pytest.mark.parametrize("more", [["--url", "https://wasshoi.example.jp"], ["--socket"]])
def test_the_manifest_passes_slacks_schema(more: list[str]) -> None:
    made = json.loads(run("slack", "manifest", *more).output)

    assert [each.message for each in Draft7Validator(json.loads(SCHEMA.read_text())).iter_errors(made)] == []


def test_a_manifest_for_no_address_says_what_to_give() -> None:
    result = run("slack", "manifest", PUBLIC_BASE_URL="")

    assert result.exit_code == 1
    assert "--socket" in result.output


def test_shortcuts_say_words_that_the_desk_knows() -> None:
    made = manifest.manifest("https://x", socket=False)

    says = [each["callback_id"] for each in made["features"]["shortcuts"]]
    assert says == ["お知らせ 作成", "催し 作成"]


def test_the_first_of_the_staff_is_named_with_slacks_own_team(
    url: str, slack: SlackStandIn, session: Session, tmp_path: Path
) -> None:
    given = {"DATABASE_URL": url, "SLACK_BOT_TOKEN": slack.token, "SLACK_API_BASE_URL": f"{slack.url}/api/"}
    given["WASSHOI_DATA"] = str(tmp_path)

    assert run("staff", "add", "--slack", "U024BE7LH", **given).exit_code == 0
    assert run("staff", "add", "--slack", "U024BE7LH", **given).exit_code == 0

    (held,) = offices.holders(session, (None,), datetime.now(UTC))
    assert held.person == "slack:T1:U024BE7LH"
    assert "staff     slack:T1:U024BE7LH" in run("staff", "list", **given).output


def test_a_wrong_id_is_told_and_how_to_find_the_right_one(tmp_path: Path) -> None:
    result = run("staff", "add", "--slack", "花子", "--team", "T1", WASSHOI_DATA=str(tmp_path))

    assert result.exit_code == 1
    assert "profile" in result.output
