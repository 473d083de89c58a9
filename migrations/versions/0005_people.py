"""People: what they told us, whom they sign up, what they agreed to, links that open once"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Who is forgotten becomes "gone" and leaves no guardian; nothing else ever changes, and nothing is deleted.
APPEND_ONLY = """
CREATE FUNCTION consents_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND NEW.person IN (OLD.person, 'gone') AND NEW."by" IN (OLD."by", 'gone')
        AND (NEW.guardian IS NULL OR NEW.guardian = OLD.guardian)
        AND (NEW.relation IS NULL OR NEW.relation = OLD.relation)
        AND to_jsonb(NEW) - '{person,by,guardian,relation}'::text[]
            = to_jsonb(OLD) - '{person,by,guardian,relation}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'consents are append-only';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON consents
    FOR EACH ROW EXECUTE FUNCTION consents_are_append_only();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON consents
    FOR EACH STATEMENT EXECUTE FUNCTION consents_are_append_only();
"""


def upgrade() -> None:
    """Forward only: the way back is `wasshoi db backup`."""
    op.create_table(
        "profiles",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("telephone", sa.String(), nullable=True),
        sa.Column("born", sa.Date(), nullable=True),
        sa.Column("age_group", sa.String(), nullable=True),
        sa.Column("area", sa.String(), nullable=True),
        sa.Column("interests", sa.JSON(), nullable=False),
        sa.Column("often", sa.String(), nullable=True),
        sa.Column("remind_eve", sa.Boolean(), nullable=False),
        sa.Column("remind_soon", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_profiles")),
    )
    op.create_table(
        "relatives",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=True),
        sa.Column("telephone", sa.String(), nullable=True),
        sa.Column("born", sa.Date(), nullable=True),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relatives")),
    )
    op.create_index("uq_relatives_name", "relatives", ["by", "name"], unique=True)
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("guardian", sa.String(), nullable=True),
        sa.Column("relation", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index("ix_consents_person", "consents", ["person", "subject", "id"], unique=False)
    op.create_index("ix_consents_by", "consents", ["by"], unique=False)
    op.create_table(
        "links",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("done", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
    )
    op.create_index("ix_links_made_at", "links", ["made_at"], unique=False)
    op.create_index("ix_links_person", "links", ["person"], unique=False)
    op.execute(APPEND_ONLY)
