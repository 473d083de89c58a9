"""News of the bodies"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only: the way back is `wasshoi db backup`."""
    op.create_table(
        "news",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("picture", sa.String(), nullable=True),
        sa.Column("area", sa.String(), nullable=True),
        sa.Column("age_group", sa.String(), nullable=True),
        sa.Column("interest", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("told", sa.Integer(), server_default="0", nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["corrects"], ["news.id"], name=op.f("fk_news_corrects_news")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news")),
    )
    op.create_index("ix_news_body", "news", ["body", "changed_at"], unique=False)
    op.create_index("ix_news_due", "news", ["send_at"], unique=False, postgresql_where=sa.text("state = 'scheduled'"))
    op.create_index("ix_news_by", "news", ["by"], unique=False)
