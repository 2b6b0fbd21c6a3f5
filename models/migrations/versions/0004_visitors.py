"""visitors

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gate",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_gate_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_gate")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_gate_key_hash")),
        sa.UniqueConstraint("park_id", "name", name=op.f("uq_gate_park_id_name")),
    )
    op.create_table(
        "visit_block",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("kind in ('name', 'phone', 'plate')", name=op.f("ck_visit_block_kind")),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_visit_block_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_visit_block_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_visit_block")),
    )
    op.create_index(
        "ix_visit_block_value", "visit_block", ["park_id", "kind", "value"], unique=False
    )
    op.create_table(
        "visit",
        sa.Column("visit_no", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("host_id", sa.BigInteger(), nullable=False),
        sa.Column("approver_id", sa.BigInteger(), nullable=True),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("conversation_id", sa.BigInteger(), nullable=True),
        sa.Column("names", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("plate", sa.Text(), nullable=True),
        sa.Column("visitor_company", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("building", sa.Text(), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("room", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("starts_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("daily_from", sa.Time(), nullable=True),
        sa.Column("daily_until", sa.Time(), nullable=True),
        sa.Column("arrived_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("left_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("next_alarm_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("overstayed", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("erased_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "(daily_from is null) = (daily_until is null)", name=op.f("ck_visit_daily_hours")
        ),
        sa.CheckConstraint("headcount between 1 and 200", name=op.f("ck_visit_headcount")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_visit_starts_before_ends")),
        sa.ForeignKeyConstraint(
            ["park_id", "approver_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_visit_park_id_approver_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "company_id"],
            ["company.park_id", "company.id"],
            name=op.f("fk_visit_park_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_visit_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "host_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_visit_park_id_host_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_visit_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_visit")),
        sa.UniqueConstraint("park_id", "visit_no", name=op.f("uq_visit_park_id_visit_no")),
    )
    op.create_index(
        "ix_visit_alarm",
        "visit",
        ["next_alarm_at"],
        unique=False,
        postgresql_where=sa.text("next_alarm_at is not null"),
    )
    op.create_index("ix_visit_host", "visit", ["park_id", "host_id", "id"], unique=False)
    op.create_index(
        "ix_visit_plate",
        "visit",
        ["park_id", "plate"],
        unique=False,
        postgresql_where=sa.text("plate is not null"),
    )
    op.create_index("ix_visit_starts", "visit", ["park_id", "starts_at"], unique=False)
    op.create_table(
        "visit_pass",
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("valid_until", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("max_entries", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("revoked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("entries between 0 and max_entries", name=op.f("ck_visit_pass_entries")),
        sa.ForeignKeyConstraint(
            ["park_id", "visit_id"],
            ["visit.park_id", "visit.id"],
            name=op.f("fk_visit_pass_park_id_visit_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_visit_pass_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_visit_pass")),
        sa.UniqueConstraint("park_id", "serial", name=op.f("uq_visit_pass_park_id_serial")),
    )
    op.create_index("ix_visit_pass_visit", "visit_pass", ["park_id", "visit_id"], unique=False)
    op.create_table(
        "visit_passage",
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("gate", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("direction in ('in', 'out')", name=op.f("ck_visit_passage_direction")),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_visit_passage_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "visit_id"],
            ["visit.park_id", "visit.id"],
            name=op.f("fk_visit_passage_park_id_visit_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_visit_passage_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_visit_passage")),
    )
    op.create_index(
        "ix_visit_passage_visit", "visit_passage", ["park_id", "visit_id", "id"], unique=False
    )
    op.add_column(
        "company",
        sa.Column("visits_need_approval", sa.Boolean(), server_default="false", nullable=False),
    )
    op.add_column("company", sa.Column("approver_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_company_park_id_approver_id"),
        "company",
        "person",
        ["park_id", "approver_id"],
        ["park_id", "id"],
        use_alter=True,
    )
    op.add_column(
        "park", sa.Column("visit_retention_days", sa.Integer(), server_default="30", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("park", "visit_retention_days")
    op.drop_constraint(op.f("fk_company_park_id_approver_id"), "company", type_="foreignkey")
    op.drop_column("company", "approver_id")
    op.drop_column("company", "visits_need_approval")
    op.drop_index("ix_visit_passage_visit", table_name="visit_passage")
    op.drop_table("visit_passage")
    op.drop_index("ix_visit_pass_visit", table_name="visit_pass")
    op.drop_table("visit_pass")
    op.drop_index("ix_visit_starts", table_name="visit")
    op.drop_index(
        "ix_visit_plate", table_name="visit", postgresql_where=sa.text("plate is not null")
    )
    op.drop_index("ix_visit_host", table_name="visit")
    op.drop_index(
        "ix_visit_alarm", table_name="visit", postgresql_where=sa.text("next_alarm_at is not null")
    )
    op.drop_table("visit")
    op.drop_index("ix_visit_block_value", table_name="visit_block")
    op.drop_table("visit_block")
    op.drop_table("gate")
