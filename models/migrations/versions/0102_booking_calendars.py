"""calendars of other programs whose events close a room

Revision ID: 0102
Revises: 0101
"""

import sqlalchemy as sa
from alembic import op

revision = "0102"
down_revision = "0101"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booking_calendar",
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("read_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("events", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("next_alarm_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_booking_calendar_park_id")),
        *(
            sa.ForeignKeyConstraint(
                ["park_id", column],
                [f"{other}.park_id", f"{other}.id"],
                name=op.f(f"fk_booking_calendar_park_id_{column}"),
            )
            for column, other in (("resource_id", "booking_resource"), ("staff_id", "staff"))
        ),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_booking_calendar")),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_booking_calendar_failures")),
    )
    op.create_index("ix_booking_calendar_resource", "booking_calendar", ["park_id", "resource_id"])
    op.create_index(
        "ix_booking_calendar_alarm",
        "booking_calendar",
        ["next_alarm_at"],
        postgresql_where=sa.text("next_alarm_at is not null"),
    )
    op.add_column("booking_closure", sa.Column("calendar_id", sa.BigInteger(), nullable=True))
    op.add_column("booking_closure", sa.Column("event_key", sa.Text(), nullable=True))
    op.create_foreign_key(
        op.f("fk_booking_closure_park_id_calendar_id"),
        "booking_closure",
        "booking_calendar",
        ["park_id", "calendar_id"],
        ["park_id", "id"],
    )
    op.create_index(
        "ix_booking_closure_calendar",
        "booking_closure",
        ["park_id", "calendar_id", "event_key"],
        unique=True,
        postgresql_where=sa.text("event_key is not null"),
    )


def downgrade() -> None:
    op.drop_index("ix_booking_closure_calendar", "booking_closure")
    op.drop_constraint(op.f("fk_booking_closure_park_id_calendar_id"), "booking_closure")
    op.drop_column("booking_closure", "event_key")
    op.drop_column("booking_closure", "calendar_id")
    op.drop_table("booking_calendar")
