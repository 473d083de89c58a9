"""`wasshoi schedule`: the timetable without Slack."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import commands


@pytest.fixture
def run(url: str, tmp_path: Path) -> "Runner":
    return Runner({"DATABASE_URL": url, "WASSHOI_DATA": str(tmp_path)})


class Runner:
    """The command on this test's database."""

    def __init__(self, given: dict[str, str]) -> None:
        self._given = given

    def __call__(self, *words: str) -> Result:
        return CliRunner(env=self._given).invoke(commands, ["schedule", *words])


def test_the_timetable_is_there_before_a_clock_has_run(run: Runner) -> None:
    told = run("list").output

    assert "rounds" in told
    assert "0 17 * * 5" in told


def test_a_line_is_added_shown_stopped_and_asked_for(run: Runner) -> None:
    assert run("add", "spring", "--job", "rounds", "--when", "0 9 1 4 *").exit_code == 0
    assert run("next", "spring", "--count", "2").output.count("-04-01") == 2
    assert "is paused" in run("pause", "spring").output
    assert "paused" in next(line for line in run("list").output.splitlines() if line.startswith("spring"))
    assert "goes on" in run("resume", "spring").output
    assert "within 20 s" in run("run", "spring").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "x", "--job", "rounds", "--when", "0 0 31 2 *"), "いつまでたっても来ません"),
        (("add", "x", "--job", "rounds", "--when", "61 0 * * *"), "読めません"),
        (("add", "x", "--job", "rounds", "--when", "2020-01-01 09:00"), "過ぎた"),
        (("add", "x", "--job", "rounds", "--when", "tomorrow"), "neither five cron fields"),
        (("add", "x", "--job", "rounds", "--when", "0 9 * * *", "--zone", "Mars/Base"), "時間帯"),
        (("add", "rounds", "--job", "rounds", "--when", "0 9 * * *"), "もう「rounds」があります"),
        (("pause", "rouds"), "「rouds」はありません"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(run: Runner, words: tuple[str, ...], said: str) -> None:
    before = run("list").output
    result = run(*words)

    assert result.exit_code == 1
    assert said in result.output
    assert run("list").output == before
