"""Dialogues: what is being done in a conversation, a step at a time"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only: the way back is `wasshoi db backup`."""
    op.add_column("conversations", sa.Column("doing", sa.JSON(), server_default="{}", nullable=False))
