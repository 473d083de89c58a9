"""The timetable in the database"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only: the way back is `wasshoi db backup`."""
    op.add_column("schedules", sa.Column("job", sa.String(), nullable=True))
    op.execute("UPDATE schedules SET job = name")
    op.alter_column("schedules", "job", nullable=False)
    op.add_column("schedules", sa.Column("cron", sa.String(), nullable=True))
    op.add_column("schedules", sa.Column("once", sa.DateTime(timezone=True), nullable=True))
    op.add_column("schedules", sa.Column("zone", sa.String(), nullable=True))
    op.add_column("schedules", sa.Column("window", sa.Interval(), server_default="1 hour", nullable=False))
    op.alter_column("schedules", "window", server_default=None)
    for name, default in (("catch_up", "true"), ("paused", "false"), ("edited", "false")):
        op.add_column("schedules", sa.Column(name, sa.Boolean(), server_default=default, nullable=False))
    for name in ("fired_at", "missed_at", "next_at", "asked_at"):
        op.add_column("schedules", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
