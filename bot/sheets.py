"""A spreadsheet's file as rows of named cells: in which letters it is written, what its columns are called.

What the cells mean is not known here (`bot/reading_events.py`).
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.settings import ConfigurationError

MOST = 20_000  # rows: what is more is a slip, or several files
_CONTROL = {each: " " for each in range(32) if chr(each) not in "\n\t"} | {127: " "}
# Bytes that stand for nothing in Shift_JIS, as Python's cp932 reads them.
_NO_LETTERS = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
_FORMULA = ("'=", "'+", "'-", "'@")


class UnreadableSheet(ConfigurationError):
    """The file as a whole can't be read."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` as a spreadsheet counts, the columns' names being row 1. `surplus`: cells without a name."""

    number: int
    cells: Mapping[str, str]
    surplus: tuple[str, ...] = ()


def text(raw: bytes) -> str:
    """The file's text: UTF-8 with or without its mark, UTF-16 with it, else the cp932 of spreadsheets here.

    Raises:
        UnreadableSheet: it is none of these.
    """
    if raw.startswith(b"PK"):
        raise UnreadableSheet("Excelの形式です。「CSV UTF-8」で保存してから読みこんでください。")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(raw, "utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(raw, "cp932")


def _decoded(raw: bytes, letters: str) -> str:
    try:
        written = raw.decode(letters)
    except UnicodeDecodeError as error:
        raise _no_text(raw[: error.start].count(b"\n") + 1) from None
    if found := _NO_LETTERS.search(written):
        raise _no_text(written.count("\n", 0, found.start()) + 1)
    return written


def _no_text(line: int) -> UnreadableSheet:
    return UnreadableSheet(
        f"文字を読めません({line}行目あたり)。UTF-8 か Shift_JIS(cp932)のCSVで保存してください。"
    )


def rows(written: str, other_names: Mapping[str, str]) -> Iterator[Row]:
    """The rows that hold something; columns by their names, or by what `other_names` calls them.

    Raises:
        UnreadableSheet: no names, a name twice, a quotation mark without end, too many rows.
    """
    lines = csv.reader(io.StringIO(written, newline=""), _dialect(written), strict=True)
    names: list[str] = []
    try:
        for number, cells in enumerate(lines, start=1):
            if number > MOST + 1:
                raise UnreadableSheet(f"{MOST:,}行をこえています。分けて読みこんでください。")
            if not names:
                names = _names(cells, other_names)
            elif any(cell.strip() for cell in cells):
                yield _row(number, names, cells)
    except csv.Error as error:
        raise UnreadableSheet(
            f'{lines.line_num}行目あたりで、CSVの形がくずれています。引用符(")を確かめてください。({error})'
        ) from None
    if not names:
        raise UnreadableSheet("空のファイルです。1行目に列の名前を書いてください。")


def _dialect(written: str) -> type[csv.Dialect]:
    first = written.partition("\n")[0]
    return csv.excel_tab if "\t" in first and "," not in first else csv.excel


def _names(cells: list[str], other_names: Mapping[str, str]) -> list[str]:
    plain = [unicodedata.normalize("NFKC", cell).strip() for cell in cells]
    names = [other_names.get(each, each) for each in plain]
    twice = sorted({each for each in names if each and names.count(each) > 1})
    if twice:
        raise UnreadableSheet(f"同じ名前の列が2つあります:{'、'.join(twice)}")
    return names


def _row(number: int, names: list[str], cells: list[str]) -> Row:
    clean = [_clean(each) for each in cells]
    named = dict(zip(names, [*clean, *[""] * len(names)], strict=False))
    return Row(number, named, tuple(each for each in clean[len(names) :] if each))


def _clean(cell: str) -> str:
    bare = cell.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL).strip()
    # As our own lists are written (`handlers/web/feeds.py`), and as spreadsheets show it.
    return bare[1:] if bare.startswith(_FORMULA) else bare
