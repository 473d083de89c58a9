"""`wasshoi import` and `export`, as an officer types them, on a database of their own."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.database import Database
from community import demo, organizing
from community.events import Event, EventState
from community.hours import TOWN
from community.listed import Listed
from tests.community.gatherings import OFFICER, come, published
from tests.test_commands import wasshoi

LATER = (datetime.now(TOWN) + timedelta(days=40)).date()
NAMES = ("ID", "イベント名", "説明", "開始日", "開始時刻", "終了時刻", "開催場所", "定員")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def line(number: int, **cells: str) -> list[str]:
    given = {
        "ID": f"X-{number}",
        "イベント名": f"会{number}",
        "開始日": LATER.isoformat(),
        "開始時刻": "10:00",
        "終了時刻": "12:00",
        "開催場所": "花泉市民センター 和室",
        "定員": "30",
        **cells,
    }
    return [given.get(name, "") for name in NAMES]


def write(file: Path, rows: Sequence[Sequence[str]], letters: str = "utf-8-sig") -> Path:
    written = io.StringIO()
    csv.writer(written).writerows([NAMES, *rows])
    file.write_bytes(written.getvalue().encode(letters))
    return file


def events(db: Database) -> Iterator[Event]:
    with db.transaction() as session:
        yield from session.scalars(select(Event).order_by(Event.id)).all()


def titles(db: Database) -> list[tuple[str, str]]:
    return [(each.title, each.state) for each in events(db)]


@pytest.mark.parametrize("letters", ["utf-8-sig", "utf-8", "cp932"])
def test_a_list_becomes_drafts_and_again_changes_nothing(
    url: str, db: Database, file: Path, letters: str
) -> None:
    write(file, [line(1), line(2)], letters)

    once, again = (wasshoi("import", "events", str(file), DATABASE_URL=url) for _ in range(2))

    assert (once.returncode, once.stdout[:15]) == (0, "読みこみました:新しい催し 2")
    assert "同じもの 2件" in again.stdout
    assert titles(db) == [("会1", "draft"), ("会2", "draft")]
    assert next(events(db)).area == "花泉"


def test_rows_without_an_id_are_known_again_by_title_and_beginning(
    url: str, db: Database, file: Path
) -> None:
    write(file, [line(1, ID="")])
    wasshoi("import", "events", str(file), DATABASE_URL=url)
    write(file, [line(1, ID="", 定員="20")])

    assert "変わったもの 1件" in wasshoi("import", "events", str(file), DATABASE_URL=url).stdout
    assert [each.capacity for each in events(db)] == [20]


def test_one_broken_row_and_nothing_is_taken_in(url: str, db: Database, file: Path) -> None:
    write(file, [line(1), line(2, 開始日="7月上旬", 定員="たくさん"), line(3, 終了時刻="9:00"), line(1)])

    done = wasshoi("import", "events", str(file), DATABASE_URL=url)

    assert done.returncode == 1
    assert titles(db) == []
    found = [each.partition("→")[0].strip() for each in done.stderr.splitlines() if "行目" in each]
    assert found == [
        "3行目 定員:「たくさん」",
        "3行目 開始日:「7月上旬」",
        "4行目 終了時刻:「9:00」",
        "5行目 ID:「X-1」",
    ]
    assert "何も読みこんでいません" in done.stderr


def test_the_good_rows_are_taken_in_when_one_says_so(url: str, db: Database, file: Path) -> None:
    write(file, [line(1), line(2, 開始日="未定")])

    done = wasshoi("import", "events", str(file), "--skip-broken", DATABASE_URL=url)

    assert (done.returncode, titles(db)) == (0, [("会1", "draft")])
    assert "3行目 開始日:「未定」" in done.stderr


def test_a_trial_says_the_same_and_changes_nothing(url: str, db: Database, file: Path) -> None:
    write(file, [line(1)])

    done = wasshoi("import", "events", str(file), "--dry-run", "--publish", DATABASE_URL=url)

    assert "新しい催し 1件(公開 1件)" in done.stdout
    assert titles(db) == []


def test_events_become_public_when_one_says_so_but_for_those_that_are_past(
    url: str, db: Database, file: Path
) -> None:
    write(file, [line(1), line(2, 開始日="2020-01-01")])

    done = wasshoi("import", "events", str(file), "--publish", DATABASE_URL=url)

    assert titles(db) == [("会1", "published"), ("会2", "draft")]
    assert "下書きのまま" in done.stderr


def test_a_change_that_would_take_places_away_is_refused_and_a_move_is_told(
    url: str, db: Database, file: Path
) -> None:
    write(file, [line(1), line(2)])
    wasshoi("import", "events", str(file), "--publish", DATABASE_URL=url)
    with db.transaction() as session:
        for event in session.scalars(select(Event)).all():
            come(session, event, "A", datetime.now(UTC), party=(30, 31, 32))
    write(file, [line(1, 定員="2"), line(2, 開始時刻="9:00")])

    refused = wasshoi("import", "events", str(file), DATABASE_URL=url)
    taken = wasshoi("import", "events", str(file), "--skip-broken", DATABASE_URL=url)

    assert "2行目 定員:「2」→ もう 3人が申し込んでいます" in refused.stderr
    assert refused.returncode == 1
    assert "申し込んだ 3人に" in taken.stderr
    assert [(each.capacity, each.starts_at.astimezone(TOWN).hour) for each in events(db)] == [
        (30, 10),
        (30, 9),
    ]


def test_what_is_over_is_not_changed_any_more(url: str, db: Database, file: Path) -> None:
    write(file, [line(1)])
    wasshoi("import", "events", str(file), "--publish", DATABASE_URL=url)
    with db.transaction() as session:
        organizing.step(session, 1, EventState.CANCELLED, OFFICER, datetime.now(UTC))

    same = wasshoi("import", "events", str(file), DATABASE_URL=url)
    write(file, [line(1, 定員="5")])

    assert same.returncode == 0
    assert "もう終わったか中止" in wasshoi("import", "events", str(file), DATABASE_URL=url).stderr


def test_what_goes_out_comes_in_as_the_same(url: str, db: Database, file: Path) -> None:
    with db.transaction() as session:
        number = demo.load(session, datetime.now(UTC))

    wasshoi("export", "events", str(file), DATABASE_URL=url)
    again = wasshoi("import", "events", str(file), DATABASE_URL=url)

    assert (again.returncode, again.stderr) == (0, "")
    assert f"新しい催し 0件(公開 0件)、変わったもの 0件、同じもの {number}件" in again.stdout


def test_a_list_of_ours_fills_an_empty_database_and_keeps_its_ids(
    url: str, db: Database, file: Path, data: Path, tmp_path: Path
) -> None:
    with db.transaction() as session:
        number = demo.load(session, datetime.now(UTC))
    wasshoi("export", "events", str(file), DATABASE_URL=url)
    back = tmp_path / "back.csv"

    for _ in range(2):
        done = wasshoi("import", "events", str(file), "--publish", WASSHOI_DATA=str(data))
        assert done.returncode == 0, done.stderr
    wasshoi("export", "events", str(back), "--drafts", WASSHOI_DATA=str(data))

    def kept(path: Path) -> list[dict[str, str]]:
        changing = {"イベントURL", "申込URL", "申込方法", "状態"}
        rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
        return [{name: cell for name, cell in row.items() if name not in changing} for row in rows]

    def by_id(path: Path) -> list[dict[str, str]]:
        return sorted(kept(path), key=lambda row: row["ID"])

    assert by_id(back) == by_id(file)
    assert len(by_id(back)) == number


def test_an_id_of_ours_that_means_another_event_is_refused(url: str, db: Database, file: Path) -> None:
    with db.transaction() as session:
        demo.load(session, datetime.now(UTC))
    write(file, [line(1, ID="032093-00001")])

    done = wasshoi("import", "events", str(file), DATABASE_URL=url)

    assert "2行目 ID:「032093-00001」→ ここでは別の催し" in done.stderr
    assert "会1" not in {title for title, _ in titles(db)}


def test_five_thousand_rows_of_which_three_are_broken(url: str, db: Database, file: Path) -> None:
    rows = [line(number) for number in range(5000)]
    rows[99], rows[1999] = line(99, 開始日="7月上旬"), line(1999, 開始時刻="25:00")
    rows[4999] = line(4999, 定員="-1")
    write(file, rows)

    refused = wasshoi("import", "events", str(file), DATABASE_URL=url)
    taken = wasshoi("import", "events", str(file), "--skip-broken", DATABASE_URL=url)

    assert [each.partition(":")[0] for each in refused.stderr.splitlines()[:3]] == [
        "101行目 開始日",
        "2001行目 開始時刻",
        "5001行目 定員",
    ]
    assert (refused.returncode, taken.returncode) == (1, 0)
    with db.transaction() as session:
        assert len(session.scalars(select(Listed.id)).all()) == len(titles(db)) == 4997


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "空のファイル"),
        ("イベント名\n会\n".encode(), "開始日、開催場所"),
        (b"\x00\xff\xfd", "文字を読めません"),
        ("イベント名,開始日,開催場所\n".encode(), "催しの行がありません"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_one_line(url: str, file: Path, raw: bytes, why: str) -> None:
    file.write_bytes(raw)

    done = wasshoi("import", "events", str(file), DATABASE_URL=url)

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert why in done.stderr


def test_the_trail_is_written_whole_and_as_text(
    db: Database, url: str, tmp_path: Path, now: datetime
) -> None:
    with db.transaction() as session:
        event = published(session, now, title="花見")
        organizing.change(session, event.id, {"title": "=花見"}, "=someone", now)
        number = event.id
    file = tmp_path / "trail.csv"

    result = wasshoi("export", "trail", str(file), "--event", str(number), DATABASE_URL=url)

    assert result.returncode == 0, result.stderr
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert [row[4] for row in rows[1:]] == ["drafted", "published", "changed"]
    assert rows[-1][2] == "'=someone"
