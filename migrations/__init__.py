"""The database's history, one alembic revision for each change."""
