"""Taking part: events, quotas, shifts, lessons, the ledger of sign-ups, the trail"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# A person who is forgotten becomes "gone"; nothing else of an entry ever changes, and none is deleted.
APPEND_ONLY = """
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.who = 'gone' AND to_jsonb(NEW) - 'who' = to_jsonb(OLD) - 'who' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit is append-only';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
"""


def upgrade() -> None:
    """Forward only: the way back is `wasshoi db backup`."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_event_id", "audit", ["event_id", "id"], unique=False)
    op.create_index("ix_audit_who", "audit", ["who"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("area", sa.String(), nullable=True),
        sa.Column("center", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("all_day", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("waiting", sa.Integer(), nullable=True),
        sa.Column("youngest", sa.Integer(), nullable=True),
        sa.Column("oldest", sa.Integer(), nullable=True),
        sa.Column("fee", sa.Integer(), nullable=True),
        sa.Column("fee_note", sa.String(), nullable=True),
        sa.Column("bring", sa.String(), nullable=True),
        sa.Column("access", sa.String(), nullable=True),
        sa.Column("accessibility", sa.String(), nullable=True),
        sa.Column("telephone", sa.String(), nullable=True),
        sa.Column("picture", sa.String(), nullable=True),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("series", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(
        "ix_events_due_at", "events", ["due_at"], unique=False, postgresql_where=sa.text("due_at IS NOT NULL")
    )
    op.create_index("ix_events_series", "events", ["series"], unique=False)
    op.create_index("ix_events_starts_at", "events", ["starts_at"], unique=False)
    op.create_table(
        "lessons",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("dropped", sa.Boolean(), server_default="false", nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_lessons_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
    )
    op.create_index("uq_lessons_number", "lessons", ["event_id", "number"], unique=True)
    op.create_table(
        "quotas",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("releases_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_quotas_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotas")),
    )
    op.create_index("ix_quotas_event_id", "quotas", ["event_id"], unique=False)
    op.create_table(
        "shifts",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_shifts_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
    )
    op.create_index("ix_shifts_event_id", "shifts", ["event_id"], unique=False)
    op.create_table(
        "sign_ups",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("telephone", sa.String(), nullable=True),
        sa.Column("area", sa.String(), nullable=True),
        sa.Column("party", sa.JSON(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended", sa.String(), nullable=True),
        sa.Column("late", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("came", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_sign_ups_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ups")),
    )
    op.create_index("ix_sign_ups_by", "sign_ups", ["by"], unique=False)
    op.create_index(
        "ix_sign_ups_offered",
        "sign_ups",
        ["offered_until"],
        unique=False,
        postgresql_where=sa.text("state = 'offered'"),
    )
    op.create_index("ix_sign_ups_state", "sign_ups", ["event_id", "state"], unique=False)
    op.create_index("ix_sign_ups_person", "sign_ups", ["person"], unique=False)
    op.create_index("uq_sign_ups_number", "sign_ups", ["event_id", "number"], unique=True)
    op.create_index(
        "uq_sign_ups_person",
        "sign_ups",
        ["event_id", "person"],
        unique=True,
        postgresql_where=sa.text("state <> 'cancelled'"),
    )
    op.create_index("uq_sign_ups_request", "sign_ups", ["event_id", "person", "request"], unique=True)
    op.create_table(
        "attendances",
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("sign_up_id", sa.String(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name=op.f("fk_attendances_lesson_id_lessons")),
        sa.ForeignKeyConstraint(
            ["sign_up_id"], ["sign_ups.id"], name=op.f("fk_attendances_sign_up_id_sign_ups")
        ),
        sa.PrimaryKeyConstraint("lesson_id", "sign_up_id", name=op.f("pk_attendances")),
    )
    op.create_index("ix_attendances_sign_up_id", "attendances", ["sign_up_id"], unique=False)
    op.create_table(
        "helpings",
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("sign_up_id", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_helpings_shift_id_shifts")),
        sa.ForeignKeyConstraint(
            ["sign_up_id"], ["sign_ups.id"], name=op.f("fk_helpings_sign_up_id_sign_ups")
        ),
        sa.PrimaryKeyConstraint("shift_id", "sign_up_id", name=op.f("pk_helpings")),
    )
    op.create_index("ix_helpings_sign_up_id", "helpings", ["sign_up_id"], unique=False)
    op.execute(APPEND_ONLY)
