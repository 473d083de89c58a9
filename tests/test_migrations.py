import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.orm import Session

from community import (
    allowance,
    approvals,
    arrivals,
    audit,
    bodies,
    broadcasts,
    cases,
    certificates,
    consents,
    consulting,
    conversations,
    courses,
    deliveries,
    events,
    follows,
    gaps,
    ledger,
    links,
    listed,
    news,
    offices,
    people,
    profiles,
    quotas,
    reception,
    relatives,
    remarks,
    schedules,
    shifts,
    submissions,
    surveys,
    watches,
)
from community.tables import Table

ROOMS = (
    allowance,
    approvals,
    arrivals,
    audit,
    bodies,
    broadcasts,
    cases,
    certificates,
    consents,
    consulting,
    conversations,
    courses,
    deliveries,
    events,
    follows,
    gaps,
    ledger,
    links,
    listed,
    news,
    offices,
    people,
    profiles,
    quotas,
    reception,
    relatives,
    remarks,
    schedules,
    shifts,
    submissions,
    surveys,
    watches,
)
COMMUNITY = Path(audit.__file__).parent


def test_migrations_make_the_tables_that_the_code_describes(session: Session) -> None:
    ours = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith("procrastinate")}

    assert compare_metadata(MigrationContext.configure(session.connection(), opts=ours), Table.metadata) == []


def test_no_room_with_a_table_is_left_out_of_the_comparison() -> None:
    with_tables = {path.stem for path in COMMUNITY.glob("*.py") if "__tablename__" in path.read_text("utf-8")}
    alembic = (COMMUNITY.parent / "migrations" / "env.py").read_text("utf-8")

    assert {room.__name__.rpartition(".")[2] for room in ROOMS} == with_tables
    assert {name for name in with_tables if not re.search(rf"^    {name},$", alembic, re.MULTILINE)} == set()
