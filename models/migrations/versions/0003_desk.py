"""the desk: staff, handoffs, tickets with clocks and history, photos, audit

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "business_hours",
        sa.Column("weekdays", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("starts < ends", name=op.f("ck_business_hours_starts_before_ends")),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_business_hours_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_business_hours")),
    )
    op.create_table(
        "canned_reply",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("text_zh", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_canned_reply_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_canned_reply")),
        sa.UniqueConstraint("park_id", "code", name=op.f("uq_canned_reply_park_id_code")),
    )
    op.create_table(
        "sla_policy",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("respond_minutes", sa.Integer(), nullable=False),
        sa.Column("resolve_minutes", sa.Integer(), nullable=False),
        sa.Column("always", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("escalate_to", sa.Text(), server_default="dispatcher", nullable=False),
        sa.CheckConstraint(
            "escalate_to in ('dispatcher', 'manager', 'operator')",
            name=op.f("ck_sla_policy_escalate_to"),
        ),
        sa.CheckConstraint(
            "resolve_minutes >= respond_minutes", name=op.f("ck_sla_policy_resolve_after_respond")
        ),
        sa.CheckConstraint("respond_minutes > 0", name=op.f("ck_sla_policy_respond_positive")),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_sla_policy_park_id")),
        sa.PrimaryKeyConstraint("park_id", "kind", "urgency", name=op.f("pk_sla_policy")),
    )
    op.create_table(
        "staff",
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("skills", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("language", sa.Text(), server_default="zh", nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("failed_logins", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("language in ('zh', 'en')", name=op.f("ck_staff_language")),
        sa.CheckConstraint(
            "roles <@ array['agent', 'dispatcher', 'engineer', 'reception', 'manager', 'operator']",
            name=op.f("ck_staff_roles"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_staff_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_staff")),
        sa.UniqueConstraint("park_id", "login", name=op.f("uq_staff_park_id_login")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_audit_entry_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_audit_entry_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_audit_entry")),
    )
    op.create_index(
        "ix_audit_entry_subject", "audit_entry", ["park_id", "subject", "id"], unique=False
    )
    op.create_table(
        "shift",
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("weekdays", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("starts < ends", name=op.f("ck_shift_starts_before_ends")),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_shift_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_shift_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_shift")),
    )
    op.create_index("ix_shift_staff", "shift", ["park_id", "staff_id"], unique=False)
    op.create_table(
        "staff_session",
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_staff_session_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_staff_session_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    op.create_table(
        "notice_opt_out",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_notice_opt_out_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_notice_opt_out_park_id")),
        sa.PrimaryKeyConstraint("park_id", "person_id", "kind", name=op.f("pk_notice_opt_out")),
    )
    op.create_table(
        "conversation_note",
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("after_seq", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_conversation_note_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_conversation_note_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id"], ["park.id"], name=op.f("fk_conversation_note_park_id")
        ),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_conversation_note")),
    )
    op.create_index(
        "ix_conversation_note_conversation",
        "conversation_note",
        ["park_id", "conversation_id", "id"],
        unique=False,
    )
    op.create_table(
        "handoff",
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "summary",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("queued_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("assignee_id", sa.BigInteger(), nullable=True),
        sa.Column("assigned_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("first_reply_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("rating_comment", sa.Text(), nullable=True),
        sa.Column("rated_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("rating between 1 and 5", name=op.f("ck_handoff_rating")),
        sa.ForeignKeyConstraint(
            ["park_id", "assignee_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_handoff_park_id_assignee_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_handoff_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_handoff_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_handoff")),
    )
    op.create_index(
        "ix_handoff_conversation", "handoff", ["park_id", "conversation_id", "id"], unique=False
    )
    op.create_index("ix_handoff_queued", "handoff", ["park_id", "queued_at"], unique=False)
    op.create_index(
        "uq_handoff_one_open",
        "handoff",
        ["park_id", "conversation_id"],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_table(
        "photo",
        sa.Column("conversation_id", sa.BigInteger(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("stage", sa.Text(), server_default="before", nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("stage in ('before', 'after')", name=op.f("ck_photo_stage")),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_photo_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_photo_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "ticket_id"],
            ["ticket.park_id", "ticket.id"],
            name=op.f("fk_photo_park_id_ticket_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_photo_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_photo")),
    )
    op.create_index(
        "ix_photo_conversation", "photo", ["park_id", "conversation_id", "id"], unique=False
    )
    op.create_index("ix_photo_ticket", "photo", ["park_id", "ticket_id"], unique=False)
    op.create_table(
        "ticket_change",
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column(
            "details",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_ticket_change_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_ticket_change_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "ticket_id"],
            ["ticket.park_id", "ticket.id"],
            name=op.f("fk_ticket_change_park_id_ticket_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_ticket_change_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_ticket_change")),
    )
    op.create_index(
        "ix_ticket_change_ticket", "ticket_change", ["park_id", "ticket_id", "id"], unique=False
    )
    op.create_table(
        "ticket_observer",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_ticket_observer_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "ticket_id"],
            ["ticket.park_id", "ticket.id"],
            name=op.f("fk_ticket_observer_park_id_ticket_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_ticket_observer_park_id")),
        sa.PrimaryKeyConstraint(
            "park_id", "ticket_id", "person_id", name=op.f("pk_ticket_observer")
        ),
    )
    op.add_column("conversation", sa.Column("assignee_id", sa.BigInteger(), nullable=True))
    op.add_column("conversation", sa.Column("heard_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column(
        "conversation", sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True)
    )
    op.create_index(
        "ix_conversation_person", "conversation", ["park_id", "person_id"], unique=False
    )
    op.create_index(
        "ix_conversation_owner", "conversation", ["park_id", "owner", "id"], unique=False
    )
    op.create_foreign_key(
        op.f("fk_conversation_park_id_assignee_id"),
        "conversation",
        "staff",
        ["park_id", "assignee_id"],
        ["park_id", "id"],
    )
    op.add_column(
        "event",
        sa.Column(
            "xid",
            sa.BigInteger(),
            server_default=sa.text("(pg_current_xact_id()::text)::bigint"),
            nullable=False,
        ),
    )
    op.create_index("ix_event_stream", "event", ["park_id", "xid", "id"], unique=False)
    op.add_column("message", sa.Column("staff_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_message_park_id_staff_id"),
        "message",
        "staff",
        ["park_id", "staff_id"],
        ["park_id", "id"],
    )
    op.create_check_constraint(
        op.f("ck_conversation_assignee"),
        "conversation",
        "(owner = 'staff') = (assignee_id is not null)",
    )
    op.add_column("park", sa.Column("quiet_from", sa.Time(), server_default="22:00", nullable=True))
    op.add_column(
        "park", sa.Column("quiet_until", sa.Time(), server_default="07:00", nullable=True)
    )
    op.add_column(
        "park", sa.Column("handback_minutes", sa.Integer(), server_default="30", nullable=False)
    )
    op.add_column("ticket", sa.Column("status_reason", sa.Text(), nullable=True))
    op.add_column("ticket", sa.Column("assignee_id", sa.BigInteger(), nullable=True))
    op.add_column("ticket", sa.Column("merged_into_id", sa.BigInteger(), nullable=True))
    op.add_column("ticket", sa.Column("phone", sa.Text(), nullable=True))
    op.add_column("ticket", sa.Column("preferred_from", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column(
        "ticket", sa.Column("preferred_until", sa.TIMESTAMP(timezone=True), nullable=True)
    )
    op.add_column("ticket", sa.Column("respond_by", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("ticket", sa.Column("resolve_by", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("ticket", sa.Column("responded_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("ticket", sa.Column("resolved_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("ticket", sa.Column("paused_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("ticket", sa.Column("next_alarm_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column(
        "ticket", sa.Column("warned", sa.Boolean(), server_default="false", nullable=False)
    )
    op.add_column(
        "ticket",
        sa.Column(
            "breached", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
    )
    op.add_column("ticket", sa.Column("escalated_to", sa.Text(), nullable=True))
    op.add_column("ticket", sa.Column("urges", sa.Integer(), server_default="0", nullable=False))
    op.add_column("ticket", sa.Column("urged_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("ticket", sa.Column("reopened", sa.Integer(), server_default="0", nullable=False))
    op.add_column("ticket", sa.Column("rating", sa.Integer(), nullable=True))
    op.add_column("ticket", sa.Column("rating_comment", sa.Text(), nullable=True))
    op.add_column("ticket", sa.Column("rated_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.create_index(
        "ix_ticket_alarm",
        "ticket",
        ["next_alarm_at"],
        unique=False,
        postgresql_where=sa.text("next_alarm_at is not null"),
    )
    op.create_index(
        "ix_ticket_conversation", "ticket", ["park_id", "conversation_id", "id"], unique=False
    )
    op.create_index(
        "ix_ticket_resolved",
        "ticket",
        ["park_id", "resolved_at"],
        unique=False,
        postgresql_where=sa.text("resolved_at is not null"),
    )
    op.create_index("ix_ticket_person", "ticket", ["park_id", "person_id", "id"], unique=False)
    op.create_foreign_key(
        op.f("fk_ticket_park_id_merged_into_id"),
        "ticket",
        "ticket",
        ["park_id", "merged_into_id"],
        ["park_id", "id"],
    )
    op.create_foreign_key(
        op.f("fk_ticket_park_id_assignee_id"),
        "ticket",
        "staff",
        ["park_id", "assignee_id"],
        ["park_id", "id"],
    )
    op.create_check_constraint(
        op.f("ck_ticket_urgency"), "ticket", "urgency in ('critical', 'urgent', 'normal', 'low')"
    )
    op.create_check_constraint(op.f("ck_ticket_rating"), "ticket", "rating between 1 and 5")
    # What was queued before there was a desk stands in its queue now.
    op.execute(
        "insert into handoff (park_id, conversation_id, reason, queued_at)"
        " select park_id, id, 'asked', now() from conversation where owner = 'queued'"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_ticket_rating"), "ticket")
    op.drop_constraint(op.f("ck_ticket_urgency"), "ticket")
    op.drop_constraint(op.f("ck_conversation_assignee"), "conversation")
    op.drop_constraint(op.f("fk_ticket_park_id_assignee_id"), "ticket", type_="foreignkey")
    op.drop_constraint(op.f("fk_ticket_park_id_merged_into_id"), "ticket", type_="foreignkey")
    op.drop_index("ix_ticket_resolved", table_name="ticket")
    op.drop_index("ix_ticket_person", table_name="ticket")
    op.drop_index("ix_ticket_conversation", table_name="ticket")
    op.drop_index(
        "ix_ticket_alarm",
        table_name="ticket",
        postgresql_where=sa.text("next_alarm_at is not null"),
    )
    op.drop_column("ticket", "rated_at")
    op.drop_column("ticket", "rating_comment")
    op.drop_column("ticket", "rating")
    op.drop_column("ticket", "reopened")
    op.drop_column("ticket", "urged_at")
    op.drop_column("ticket", "urges")
    op.drop_column("ticket", "escalated_to")
    op.drop_column("ticket", "breached")
    op.drop_column("ticket", "warned")
    op.drop_column("ticket", "next_alarm_at")
    op.drop_column("ticket", "paused_at")
    op.drop_column("ticket", "resolved_at")
    op.drop_column("ticket", "responded_at")
    op.drop_column("ticket", "resolve_by")
    op.drop_column("ticket", "respond_by")
    op.drop_column("ticket", "preferred_until")
    op.drop_column("ticket", "preferred_from")
    op.drop_column("ticket", "phone")
    op.drop_column("ticket", "merged_into_id")
    op.drop_column("ticket", "assignee_id")
    op.drop_column("ticket", "status_reason")
    op.drop_column("park", "handback_minutes")
    op.drop_column("park", "quiet_until")
    op.drop_column("park", "quiet_from")
    op.drop_constraint(op.f("fk_message_park_id_staff_id"), "message", type_="foreignkey")
    op.drop_column("message", "staff_id")
    op.drop_index("ix_event_stream", table_name="event")
    op.drop_column("event", "xid")
    op.drop_constraint(
        op.f("fk_conversation_park_id_assignee_id"), "conversation", type_="foreignkey"
    )
    op.drop_index("ix_conversation_person", table_name="conversation")
    op.drop_index("ix_conversation_owner", table_name="conversation")
    op.drop_column("conversation", "answered_at")
    op.drop_column("conversation", "heard_at")
    op.drop_column("conversation", "assignee_id")
    op.drop_table("ticket_observer")
    op.drop_index("ix_ticket_change_ticket", table_name="ticket_change")
    op.drop_table("ticket_change")
    op.drop_index("ix_photo_ticket", table_name="photo")
    op.drop_index("ix_photo_conversation", table_name="photo")
    op.drop_table("photo")
    op.drop_index(
        "uq_handoff_one_open", table_name="handoff", postgresql_where=sa.text("ended_at is null")
    )
    op.drop_index("ix_handoff_conversation", table_name="handoff")
    op.drop_index("ix_handoff_queued", table_name="handoff")
    op.drop_table("handoff")
    op.drop_index("ix_conversation_note_conversation", table_name="conversation_note")
    op.drop_table("conversation_note")
    op.drop_table("notice_opt_out")
    op.drop_table("staff_session")
    op.drop_index("ix_shift_staff", table_name="shift")
    op.drop_table("shift")
    op.drop_index("ix_audit_entry_subject", table_name="audit_entry")
    op.drop_table("audit_entry")
    op.drop_table("staff")
    op.drop_table("sla_policy")
    op.drop_table("canned_reply")
    op.drop_table("business_hours")
