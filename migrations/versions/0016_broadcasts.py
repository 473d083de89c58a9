"""Broadcasts, who gets them, what people want, and LINE's month"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only: the way back is `wasshoi db backup`."""
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("urgent", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), server_default="0", nullable=False),
        sa.Column("counted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
        sa.UniqueConstraint("number", name=op.f("uq_broadcasts_number")),
    )
    op.create_index("ix_broadcasts_body", "broadcasts", ["body", "created_at"], unique=False)
    op.create_index("ix_broadcasts_created_at", "broadcasts", ["created_at"], unique=False)
    op.create_table(
        "recipients",
        sa.Column("broadcast", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("delivery", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["broadcast"], ["broadcasts.id"], name=op.f("fk_recipients_broadcast_broadcasts")),
        sa.PrimaryKeyConstraint("broadcast", "person", name=op.f("pk_recipients")),
    )
    op.create_index("ix_recipients_person", "recipients", ["person"], unique=False)
    op.create_index("ix_recipients_delivery", "recipients", ["delivery"], unique=False)
    op.create_table(
        "mutes",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", "kind", name=op.f("pk_mutes")),
    )
    op.create_table(
        "allowances",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_allowances")),
    )
    op.add_column("profiles", sa.Column("time_of_day", sa.String(), nullable=True))
    op.add_column("profiles", sa.Column("rest_on_holidays", sa.Boolean(), server_default="false", nullable=False))
