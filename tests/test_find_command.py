"""`wasshoi find` as programs and people use it, with and without a database."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import database
from community.hours import TOWN
from tests.community.gatherings import HOUR, come, published
from tests.test_commands import one_line, wasshoi

NOW = "2026-06-10T14:00+09:00"
AT = datetime(2026, 6, 10, 5, 0, tzinfo=UTC)
SATURDAY = datetime(2026, 6, 13, 10, tzinfo=TOWN)


def gather(url: str) -> int:
    """One event with three of its places taken; the number it got."""
    db = database.connect(url, pool=1)
    with db.transaction() as session:
        hours = {"starts_at": SATURDAY, "ends_at": SATURDAY + 2 * HOUR}
        place = {"center": "花泉市民センター", "area": "花泉"}
        event = published(session, AT, 10, title="若者カフェ", youngest=16, oldest=29, **hours, **place)
        come(session, event, "A", AT, party=(20, 21, 22))
        number = event.id
    db.close()
    return number


def test_requests_are_understood_line_by_line_in_order_without_a_database(tmp_path: Path) -> None:
    asked = [
        {"id": "b", "text": "今週末に若者向けのイベントある?"},
        {"id": 3, "text": "藤沢でだれでも行けるそば打ち"},
        {"id": "c", "text": ""},
    ]

    given = "\n".join(map(json.dumps, asked)) + "\n\n"
    done = wasshoi("find", "--jsonl", "--now", NOW, given=given, WASSHOI_DATA=str(tmp_path / "var"))

    nothing: dict[str, object] = {"audience": None, "kind": None, "area": None, "keyword": None, "events": []}
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {
            "id": "b",
            "from": "2026-06-13",
            "to": "2026-06-14",
            **nothing,
            "audience": "youth",
            "kind": "event",
        },
        {
            "id": 3,
            "from": None,
            "to": None,
            **nothing,
            "audience": "anyone",
            "area": "藤沢",
            "keyword": "そば打ち",
        },
        {"id": "c", "from": None, "to": None, **nothing},
    ]
    assert (done.returncode, "no database yet" in one_line(done)) == (0, True)
    assert not (tmp_path / "var").exists()


def test_events_that_fulfil_a_request_come_with_their_places(url: str) -> None:
    number = gather(url)
    asked = [
        {"id": 1, "text": "今週末に若者向けのイベントある?"},
        {"id": 2, "text": "来週末に若者向けのイベントある?"},
    ]

    given = "\n".join(map(json.dumps, asked))
    done = wasshoi("find", "--jsonl", "--now", NOW, given=given, DATABASE_URL=url)

    (first, second) = (json.loads(line) for line in done.stdout.splitlines())
    assert first["events"] == [
        {
            "id": number,
            "title": "若者カフェ",
            "starts_at": "2026-06-13T10:00:00+09:00",
            "ends_at": "2026-06-13T12:00:00+09:00",
            "place": "花泉市民センター 調理室",
            "area": "花泉",
            "kind": "event",
            "seats_left": 7,
            "state": "published",
        }
    ]
    assert (second["events"], done.returncode) == ([], 0)


@pytest.mark.parametrize("line", ["{broken", "[]", '{"id": 1}'])
def test_a_line_that_is_wrong_is_named_in_its_place_and_the_rest_answered(line: str, tmp_path: Path) -> None:
    asked = '{"id":"a","text":"明日のイベント"}'
    given = f"{asked}\n{line}\n{asked}\n"
    done = wasshoi("find", "--jsonl", "--now", NOW, given=given, WASSHOI_DATA=str(tmp_path))
    first, broken, last = (json.loads(each) for each in done.stdout.splitlines())

    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "line 2" in broken["error"]
    assert first["from"] == last["from"] == "2026-06-11"


def test_people_read_what_was_found_and_what_was_given_up(url: str) -> None:
    number = gather(url)

    found = wasshoi("find", "--now", NOW, "今週末に若者向けのイベントある?", DATABASE_URL=url)
    otherwise = wasshoi("find", "--now", NOW, "来週末に若者向けのイベントある?", DATABASE_URL=url)

    assert found.stdout.splitlines() == [
        "さがしたもの:6月13日(土)〜6月14日(日)、若い人向けの催し",
        f"催し{number}  6月13日(土) 10:00〜12:00  若者カフェ  花泉市民センター 調理室  空きあり",
    ]
    assert "その日には見つかりませんでした。" in otherwise.stdout


def test_one_request_as_json(tmp_path: Path) -> None:
    done = wasshoi("find", "--json", "--now", NOW, "7月上旬の研修", WASSHOI_DATA=str(tmp_path))

    assert (json.loads(done.stdout)["from"], json.loads(done.stdout)["kind"]) == ("2026-07-01", "training")


@pytest.mark.parametrize(
    "arguments", [(), ("  ",), ("--now", "いつか", "催し"), ("--now", "0001-01-01", "催し")]
)
def test_what_can_not_be_done_is_one_line(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = wasshoi("find", *arguments, WASSHOI_DATA=str(tmp_path))

    assert done.returncode == 2
    assert "Error" in one_line(done)


def test_days_that_calendars_hardly_reach_do_no_harm(url: str) -> None:
    texts = ("9999年12月31日のイベント", "1年1月1日のイベント", "9999年の研修", "令和9999年7月の催し")
    given = "\n".join(json.dumps({"id": text, "text": text}) for text in texts)

    done = wasshoi("find", "--jsonl", "--now", NOW, given=given, DATABASE_URL=url)

    assert (done.returncode, [json.loads(line)["events"] for line in done.stdout.splitlines()]) == (
        0,
        [[]] * 4,
    )


def test_without_a_time_the_present_counts(tmp_path: Path) -> None:
    done = wasshoi("find", "--json", "明日のイベント", WASSHOI_DATA=str(tmp_path))

    tomorrow = datetime.now(TOWN).date() + timedelta(days=1)
    assert json.loads(done.stdout)["from"] in {
        tomorrow.isoformat(),
        (tomorrow - timedelta(days=1)).isoformat(),
    }
