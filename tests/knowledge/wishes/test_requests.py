"""Requests for events in all registers, on a Wednesday afternoon in June 2026."""

import csv
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from knowledge.wishes.wish import Wish, understand

WEDNESDAY = datetime(2026, 6, 10, 14, tzinfo=ZoneInfo("Asia/Tokyo"))
_TABLE = Path(__file__).with_name("requests.csv")


def rows() -> list[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def days(wish: Wish) -> str:
    first, last = (each.isoformat() if each else "" for each in (wish.first, wish.last))
    return first if first == last else f"{first}..{last}"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"])
def test_a_request_is_understood(row: dict[str, str]) -> None:
    wish = understand(row["text"], WEDNESDAY)

    found = {
        "days": days(wish),
        "audience": wish.audience or "",
        "kind": wish.kind or "",
        "area": wish.area or "",
        "keyword": wish.keyword or "",
    }
    assert wish.wanted
    assert found == {name: row[name] for name in found}
