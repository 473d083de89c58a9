"""Together: consultations, and events of two bodies"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only: the way back is `wasshoi db backup`."""
    op.create_table(
        "consultations",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultations")),
    )
    op.create_index(
        "ix_consultations_open",
        "consultations",
        ["body"],
        unique=False,
        postgresql_where=sa.text("answer IS NULL"),
    )
    op.create_index("ix_consultations_by", "consultations", ["by"], unique=False)
    op.add_column("events", sa.Column("partner", sa.String(), nullable=True))
    op.create_index("ix_events_partner", "events", ["partner"], unique=False, postgresql_where=sa.text("partner IS NOT NULL"))
