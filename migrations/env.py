"""Alembic's entry: runs inside the connection and transaction that `bot/database.py` hands over."""

from alembic import context

from community import (
    approvals,
    arrivals,
    audit,
    bodies,
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
    relatives,
    remarks,
    schedules,
    shifts,
    submissions,
    surveys,
    watches,
)
from community.tables import Table

TABLES = (
    approvals,
    arrivals,
    audit,
    bodies,
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
    relatives,
    remarks,
    schedules,
    shifts,
    submissions,
    surveys,
    watches,
)  # imported so that their tables are known

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    # The engine's own tables are not ours to compare.
    include_name=lambda name, kind, _parents: kind != "table" or not str(name).startswith("procrastinate"),
)
context.run_migrations()
