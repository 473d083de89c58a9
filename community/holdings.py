"""All that the town's tables hold of a person: what they get when they ask for their data.

Read from the tables themselves, so that a new one is never left out. Who may have it is decided above; how
it is forgotten, `community/forgetting.py` knows.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select
from sqlalchemy.orm import Session

from community import tables
from community.ledger import SignUp

# In columns of these names a table says whom a row is about, or who did it.
PERSONS = ("person", "by", "who", "asked_by")
# Of no meaning to a person, or a key to something.
_INNER = frozenset({"retry_key", "content", "address", "choices"})


def everything(session: Session, person: str, now: datetime) -> Mapping[str, Any]:
    """By table, the rows about a person, as plain JSON values."""
    theirs = select(SignUp.id).where(or_(SignUp.person == person, SignUp.by == person))
    found: dict[str, list[dict[str, Any]]] = {}
    for table, column in personal():
        mine = column == person
        found[table.name] = found.get(table.name, []) + _rows(session, table, mine)
    for table in _with("sign_up_id"):
        found[table.name] = _rows(session, table, table.c.sign_up_id.in_(theirs))
    rows = {name: _once(rows) for name, rows in sorted(found.items()) if rows}
    return {"person": person, "at": now.astimezone(UTC).isoformat(), "tables": rows}


def personal() -> Iterator[tuple[Table, ColumnElement[str]]]:
    """Every column of every table that says who somebody is."""
    for name in PERSONS:
        for table in _with(name):
            yield table, table.c[name]
    people = tables.Table.metadata.tables["people"]
    yield people, people.c.id


def _with(column: str) -> list[Table]:
    return [table for table in tables.Table.metadata.sorted_tables if column in table.c]


def _rows(session: Session, table: Table, mine: ColumnElement[bool]) -> list[dict[str, Any]]:
    found = session.execute(select(table).where(mine).order_by(*table.primary_key.columns)).mappings()
    return [{name: _plain(row[name]) for name in row if name not in _INNER} for row in found]


def _once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for row in rows:
        if row not in kept:
            kept.append(row)
    return kept


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
