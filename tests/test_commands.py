"""The commands as somebody types them: what they print, and how they end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.service import LINE_TOKEN, SLACK_TOKEN, Service, free_port
from tests.standins.line import LineStandIn
from tests.standins.slack import SlackStandIn


def wasshoi(
    *arguments: str, given: str = "", folder: Path | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    root = str(Path(__file__).parent.parent)
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
        cwd=folder or root,
        env={**kept, "PYTHONPATH": root, "LANG": "C.UTF-8", **settings},
    )


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.strip().splitlines()[-1:]
    return line


@pytest.mark.parametrize(
    "command", ["", "serve", "web", "worker", "clock", "ask", "chat", "find", "rank", "check", "db"]
)
def test_every_command_explains_itself(command: str) -> None:
    done = wasshoi(*([command] if command else []), "--help")

    assert (done.returncode, done.stdout[:5]) == (0, "Usage")


def test_ask_answers_with_the_place_and_ways_on() -> None:
    done = wasshoi("ask", "ひと・まち応援金の補助率は?")

    assert done.returncode == 0
    assert "補助率:100%" in done.stdout
    assert "出典:第3章4(3) 事業8" in done.stdout


def test_ask_json_is_one_object_of_the_agreed_form() -> None:
    found = json.loads(wasshoi("ask", "--json", "地域協働体とは?").stdout)

    assert list(found) == ["id", "outcome", "text", "citations", "suggestions", "ms"]
    assert found["citations"] == [
        {"chapter": 1, "section": "4", "project": None, "page": 2, "label": "第1章4(1)"}
    ]


def test_ask_jsonl_answers_line_by_line_in_order() -> None:
    asked = [
        {"id": "b", "text": "事業13とは?"},
        {"id": "a", "text": "ごみの日は?", "conversation": "x"},
        {"id": 3, "text": ""},
    ]

    done = wasshoi("ask", "--jsonl", given="\n".join(map(json.dumps, asked)) + "\n\n")

    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["id"], each["outcome"]) for each in found] == [
        ("b", "answer"),
        ("a", "abstain"),
        (3, "abstain"),
    ]
    assert found[0]["citations"][0]["project"] == 13


@pytest.mark.parametrize("line", ["{broken", "[]", '{"id": 1}'])
def test_ask_jsonl_names_the_line_that_is_wrong_in_its_place_and_answers_the_rest(line: str) -> None:
    asked = '{"id":"a","text":"地域協働体とは?"}'
    done = wasshoi("ask", "--jsonl", given=f"{asked}\n{line}\n{asked}\n")
    first, broken, last = (json.loads(each) for each in done.stdout.splitlines())

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "line 2" in broken["error"]
    assert first["outcome"] == last["outcome"] == "answer"


def test_ask_without_a_question_says_how() -> None:
    done = wasshoi("ask")

    assert done.returncode == 2
    assert "wasshoi ask" in done.stderr


def test_rank_prints_a_run(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text('{"id":"f1","question":"ごみの出し方","answer":"電話で"}\n', "utf-8")
    (tmp_path / "q.jsonl").write_text('{"id":"q1","text":"ごみを出す"}\n\n', "utf-8")
    (tmp_path / "bad.jsonl").write_text('{"id":"q1"}\n', "utf-8")

    done = wasshoi("rank", "--corpus", "c.jsonl", "--queries", "q.jsonl", folder=tmp_path)
    wrong = wasshoi("rank", "--corpus", "c.jsonl", "--queries", "bad.jsonl", folder=tmp_path)
    missing = wasshoi("rank", "--corpus", "nowhere.jsonl", "--queries", "q.jsonl", folder=tmp_path)

    assert done.stdout.startswith("q1 Q0 f1 1 ")
    assert (wrong.returncode, "line 1 needs id, text" in one_line(wrong)) == (1, True)
    assert (missing.returncode, "nowhere.jsonl" in missing.stderr) == (2, True)


def test_chat_talks_and_understands_numbers() -> None:
    done = wasshoi("chat", given="ひと・まち応援金とは?\n1\n99\n終わり\n")

    assert done.returncode == 0
    for words in ("均等割+地域割", "事業9", "番までの中から", "またどうぞ"):
        assert words in done.stdout


def test_check_names_what_is_missing_and_where_to_get_it(tmp_path: Path) -> None:
    done = wasshoi("check", LINE_CHANNEL_SECRET="x", folder=tmp_path, WASSHOI_DATA=str(tmp_path / "var"))

    assert done.returncode == 1
    assert "LINE_CHANNEL_ACCESS_TOKEN がありません" in done.stdout
    assert "LINE Developersコンソール" in done.stdout
    assert not (tmp_path / "var").exists()


def test_check_asks_for_a_key_where_processes_may_be_apart(tmp_path: Path, url: str) -> None:
    without = wasshoi("check", folder=tmp_path, DATABASE_URL=url)
    given = wasshoi("check", folder=tmp_path, DATABASE_URL=url, SECRET_KEY="x" * 64)

    assert "SECRET_KEY がありません" in without.stdout
    assert (without.returncode, given.returncode) == (1, 0)


def test_check_asks_line_whose_token_it_is(tmp_path: Path) -> None:
    with LineStandIn(LINE_TOKEN) as line:
        given = {
            "LINE_CHANNEL_SECRET": "s",
            "LINE_CHANNEL_ACCESS_TOKEN": LINE_TOKEN,
            "LINE_API_BASE_URL": line.url,
            "PUBLIC_BASE_URL": "https://wasshoi.example.jp",
        }
        good = wasshoi("check", folder=tmp_path, **given)
        bad = wasshoi("check", folder=tmp_path, **{**given, "LINE_CHANNEL_ACCESS_TOKEN": "wrong"})
        moved = wasshoi("check", folder=tmp_path, **{**given, "PUBLIC_BASE_URL": "https://new.example.jp"})

    assert (good.returncode, "「わっしょい」として使えます" in good.stdout) == (0, True)
    assert "https://wasshoi.example.jp/line/webhook" in good.stdout
    assert (bad.returncode, "取り直してください" in bad.stdout) == (1, True)
    assert (moved.returncode, "https://new.example.jp/line/webhook に直してください" in moved.stdout) == (
        1,
        True,
    )
    assert LINE_TOKEN not in good.stdout + good.stderr


def test_check_asks_slack_whose_tokens_they_are(tmp_path: Path) -> None:
    with SlackStandIn(SLACK_TOKEN) as slack:
        given = {
            "SLACK_BOT_TOKEN": SLACK_TOKEN,
            "SLACK_APP_TOKEN": "xapp-1",
            "SLACK_API_BASE_URL": f"{slack.url}/api/",
        }
        good = wasshoi("check", folder=tmp_path, **given)
        bad = wasshoi("check", folder=tmp_path, **{**given, "SLACK_BOT_TOKEN": "xoxb-wrong"})

    assert (good.returncode, "一関市 の wasshoi として使えます" in good.stdout) == (0, True)
    assert "Socket Modeで使えます" in good.stdout
    assert (bad.returncode, "invalid_auth" in bad.stdout) == (1, True)


def test_a_wrong_setting_is_one_line(tmp_path: Path) -> None:
    done = wasshoi("serve", PORT="eighty", folder=tmp_path)

    assert (done.returncode, one_line(done)) == (
        1,
        "wasshoi: PORT must be a number from 1 to 65535, not 'eighty'",
    )


def test_a_database_that_is_not_there_is_one_line_without_its_password() -> None:
    done = wasshoi(
        "db",
        "upgrade",
        DATABASE_URL=f"postgresql://city:geheim@127.0.0.1:{free_port()}/x",
        WASSHOI_PATIENCE="1",
    )

    assert done.returncode == 1
    assert "DATABASE_URL" in one_line(done)
    assert "geheim" not in done.stdout + done.stderr


def test_upgrading_again_changes_nothing(url: str) -> None:
    assert wasshoi("db", "upgrade", DATABASE_URL=url).returncode == 0
    assert wasshoi("db", "upgrade", DATABASE_URL=url).stdout == "the database is up to date\n"


def test_a_backup_comes_back_and_never_writes_over_a_file(url: str, tmp_path: Path) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("INSERT INTO people (id, channel, since) VALUES ('line:U1', 'line', now())")
    target = tmp_path / "copy.dump"

    assert wasshoi("db", "backup", str(target), DATABASE_URL=url).returncode == 0
    assert wasshoi("db", "backup", str(target), DATABASE_URL=url).returncode == 1
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DELETE FROM people")
    unasked = wasshoi("db", "restore", str(target), DATABASE_URL=url, given="n\n")
    restored = wasshoi("db", "restore", "--yes", str(target), DATABASE_URL=url)

    assert (unasked.returncode, restored.returncode) == (130, 0)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT id FROM people").fetchall() == [("line:U1",)]


def test_a_case_is_found_by_the_code_a_resident_reads_out(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO cases VALUES ('K7Q-4MX', 'line:a/01', 'KeyError', 'somewhere', now())"
        )

    assert wasshoi("cases", DATABASE_URL=url).stdout.startswith("K7Q-4MX  ")
    assert "line:a/01" in wasshoi("cases", "k7q4mx", DATABASE_URL=url).stdout
    assert wasshoi("cases", "AAA-AAA", DATABASE_URL=url).returncode == 1


def test_a_port_that_is_taken_is_one_line(url: str) -> None:
    with Service("web", {"DATABASE_URL": url}) as first:
        done = wasshoi("web", DATABASE_URL=url, PORT=str(first.port))

    assert done.returncode == 1
    assert "PORT" in one_line(done)


def test_samples_come_by_themselves_where_somebody_tries_it_and_by_hand_elsewhere(url: str) -> None:
    once, again = (wasshoi("db", "demo", DATABASE_URL=url) for _ in range(2))

    assert once.stdout.endswith("sample events added\n")
    assert again.stdout == "there are samples already; nothing added\n"


@pytest.mark.parametrize(("demo", "number"), [("1", 40), ("", 0)])
def test_an_empty_database_of_a_city_gets_samples_only_when_asked_to(
    url: str, demo: str, number: int
) -> None:
    with Service("serve", {"DATABASE_URL": url, "WASSHOI_DEMO": demo}), psycopg.connect(url) as connection:
        ((found,),) = connection.execute("SELECT count(*) FROM events").fetchall()

    assert min(found, 40) == number
