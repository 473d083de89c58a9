import pytest

from bot import sheets
from bot.sheets import Row, UnreadableSheet

NAMES = {"名称": "イベント名"}


@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_file_is_read_in_the_letters_that_spreadsheets_write(letters: str) -> None:
    assert sheets.text("名称,①髙橋の会~".encode(letters, "replace")).startswith("名称,①髙橋の会")


def test_a_file_in_other_letters_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableSheet, match=r"2行目.*UTF-8"):
        sheets.text(b"a,b\n\xff\xff\xff")


def test_rows_are_counted_as_a_spreadsheet_counts_and_empty_ones_left_out() -> None:
    written = '\ufeff名称,説明\r\n一,"二\r\n行"\r\n,\r\n三,\x00四\r\n'.removeprefix("\ufeff")

    assert list(sheets.rows(written, NAMES)) == [
        Row(2, {"イベント名": "一", "説明": "二\n行"}),
        Row(4, {"イベント名": "三", "説明": "四"}),
    ]


def test_what_was_made_harmless_for_spreadsheets_is_read_as_it_was() -> None:
    assert next(sheets.rows("名称\n'=1+1\n", NAMES)).cells == {"イベント名": "=1+1"}


def test_a_row_ends_only_where_a_spreadsheet_ends_it() -> None:
    assert [row.cells["a"] for row in sheets.rows("a\r1\u2028\x0c2\r3\r", {})] == ["1\u2028 2", "3"]


def test_a_workbook_is_told_from_a_table() -> None:
    with pytest.raises(UnreadableSheet, match="CSV UTF-8"):
        sheets.text(b"PK\x03\x04")


def test_a_short_row_ends_in_empty_cells_and_a_long_one_says_so() -> None:
    short, long = sheets.rows("a,b\n1\n1,2,3\n", {})

    assert short.cells == {"a": "1", "b": ""}
    assert long.surplus == ("3",)


def test_a_copied_table_is_read_too() -> None:
    assert next(sheets.rows("a\tb\n1\t2,3\n", {})).cells == {"a": "1", "b": "2,3"}


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "空のファイル"),
        ("a,a\n1,2\n", "同じ名前の列"),
        ('a,b\n1,"2\n', "引用符"),
        ("名称,イベント名\n", "同じ"),
    ],
)
def test_a_file_that_is_no_table_is_refused(written: str, why: str) -> None:
    with pytest.raises(UnreadableSheet, match=why):
        list(sheets.rows(written, NAMES))


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(UnreadableSheet, match="20,000行"):
        list(sheets.rows("a\n" + "1\n" * (sheets.MOST + 1), {}))
