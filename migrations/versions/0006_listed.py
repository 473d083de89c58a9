"""Events that came from a list keep the ID they have there"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only: the way back is `wasshoi db backup`."""
    op.create_table(
        "listed",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_listed_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed")),
    )
    op.create_index("uq_listed_event_id", "listed", ["event_id"], unique=True)
