"""Whom residents follow"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only: the way back is `wasshoi db backup`."""
    op.create_table(
        "follows",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body"], ["bodies.name"], name=op.f("fk_follows_body_bodies")),
        sa.PrimaryKeyConstraint("person", "body", name=op.f("pk_follows")),
    )
    op.create_index("ix_follows_body", "follows", ["body"], unique=False)
    op.add_column("news", sa.Column("followers", sa.Boolean(), server_default="false", nullable=False))
