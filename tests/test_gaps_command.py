"""`wasshoi gaps` as an officer types it, on a database that holds what residents asked."""

import csv
import io
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from bot import database
from community import gaps
from tests.service import free_port
from tests.test_commands import one_line, wasshoi

NOON = datetime(2026, 6, 10, 3, 0, tzinfo=UTC)


def asked(url: str, *questions: str) -> None:
    db = database.connect(url, pool=1)
    with db.transaction() as session:
        for minute, question in enumerate(questions):
            gaps.note(session, question, NOON + timedelta(minutes=minute))
    db.close()


def with_ids(url: str, *identities: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for identity in identities:
            connection.execute(
                "INSERT INTO gaps (id, question, times, first_at, last_at) VALUES (%s, %s, 1, now(), now())",
                (identity, f"{identity}とは?"),
            )


def left(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM gaps ORDER BY id").fetchall()]


def rows(written: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))


def test_with_no_gap_it_says_so(url: str) -> None:
    done = wasshoi("gaps", DATABASE_URL=url)

    assert (done.returncode, done.stdout) == (0, "Nothing yet: every question so far was answered.\n")


def test_questions_are_listed_the_most_asked_first_with_what_settles_them(url: str) -> None:
    asked(url, "病院は?", "ごみの日は?", "ごみの日は", "天気は?")

    done = wasshoi("gaps", DATABASE_URL=url)

    lines = [line.split() for line in done.stdout.splitlines()]
    assert [line[1:] for line in lines] == [
        ["2×", "2026-06-10", "ごみの日は?"],
        ["1×", "2026-06-10", "天気は?"],
        ["1×", "2026-06-10", "病院は?"],
    ]
    assert all(len(line[0]) == 6 for line in lines)
    assert wasshoi("gaps", "--settle", lines[0][0], DATABASE_URL=url).returncode == 0
    assert "ごみの日は?" not in wasshoi("gaps", DATABASE_URL=url).stdout


def test_only_as_many_are_listed_as_asked_for(url: str) -> None:
    asked(url, "病院は?", "ごみの日は?", "ごみの日は?")

    assert [
        row["question"] for row in rows(wasshoi("gaps", "--csv", "--top", "1", DATABASE_URL=url).stdout)
    ] == ["ごみの日は?"]
    assert len(wasshoi("gaps", "--top", "1", DATABASE_URL=url).stdout.splitlines()) == 1
    assert wasshoi("gaps", "--top", "0", DATABASE_URL=url).returncode == 2


def test_csv_is_read_back_as_it_was_asked(url: str) -> None:
    asked(url, '「ごみ」は,"いつ"\n出すの?', "病院は?", "病院は?")

    found = rows(wasshoi("gaps", "--csv", DATABASE_URL=url).stdout)

    assert list(found[0]) == ["id", "times", "first", "last", "question"]
    assert [(row["times"], row["question"]) for row in found] == [
        ("2", "病院は?"),
        ("1", '「ごみ」は,"いつ" 出すの?'),  # in one line, whatever was typed
    ]
    assert {row["first"] for row in found} == {row["last"] for row in found} == {"2026-06-10"}
    assert [row["id"] for row in found] == sorted(left(url), key=[row["id"] for row in found].index)


def test_csv_of_nothing_is_the_heading_alone(url: str) -> None:
    done = wasshoi("gaps", "--csv", DATABASE_URL=url)

    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        ["\ufeffid,times,first,last,question"],  # Excel needs the mark to read it as UTF-8
    )


@pytest.mark.parametrize(
    "question",
    [
        '=HYPERLINK("http://evil.example","ごみ")',
        "＝１＋ｃｍｄ｜' /C calc'!A0",
        "+cmd|' /C calc'!A0",
        "-ごみ",
        "@SUM(A1:A9)",
        "\t=SUM(A1)",
        "\r\n =SUM(A1)",
    ],
)
def test_a_spreadsheet_takes_no_question_for_a_formula(url: str, question: str) -> None:
    asked(url, question)

    (row,) = rows(wasshoi("gaps", "--csv", DATABASE_URL=url).stdout)

    assert row["question"][0] == "'"
    assert row["question"][1] in "=+-@"


def test_a_question_is_taken_off_the_list_by_the_beginning_of_its_id(url: str) -> None:
    with_ids(url, "abc111", "abd222")

    done = wasshoi("gaps", "--settle", "abd", DATABASE_URL=url)

    assert (done.returncode, done.stdout) == (0, "taken off the list\n")
    assert left(url) == ["abc111"]


@pytest.mark.parametrize("given", ["ab", "zzz", "%"])
def test_what_means_no_single_question_is_one_line_and_changes_nothing(url: str, given: str) -> None:
    with_ids(url, "abc111", "abd222")

    done = wasshoi("gaps", "--settle", given, DATABASE_URL=url)

    assert (done.returncode, done.stdout) == (1, "")
    assert f"'{given}'" in one_line(done)
    assert left(url) == ["abc111", "abd222"]


def test_a_database_that_is_not_there_is_one_line() -> None:
    done = wasshoi("gaps", DATABASE_URL=f"postgresql://city:geheim@127.0.0.1:{free_port()}/x")

    assert done.returncode == 1
    assert "DATABASE_URL" in one_line(done)
    assert "geheim" not in done.stdout + done.stderr


def test_it_explains_itself() -> None:
    done = wasshoi("gaps", "--help")

    assert (done.returncode, "--settle" in done.stdout) == (0, True)
