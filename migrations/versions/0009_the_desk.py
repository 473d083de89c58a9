"""The desk: bodies, offices, approvals, forms that were sent"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only: the way back is `wasshoi db backup`."""
    op.create_table(
        "bodies",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("two_persons", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_bodies")),
    )
    op.create_table(
        "offices",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body"], ["bodies.name"], name=op.f("fk_offices_body_bodies")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offices")),
    )
    op.create_index("ix_offices_person", "offices", ["person"], unique=False)
    op.create_index("ix_offices_body", "offices", ["body"], unique=False)
    op.create_table(
        "approvals",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_approvals")),
    )
    op.create_index("ix_approvals_body", "approvals", ["body"], unique=False)
    op.create_table(
        "submissions",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_submissions")),
    )
    # The trail also tells of what is about no event: offices, bodies, refusals.
    op.alter_column("audit", "event_id", existing_type=sa.Integer(), nullable=True)
    op.create_index("ix_events_body", "events", ["body", "starts_at"], unique=False)
