"""bookings, series of them, closures, who waits, who did not come, calendars

Revision ID: 0069
Revises: 0068
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booking_series",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        *_keys("booking_series"),
        _points_to("booking_series", "person_id", "person"),
        _points_to("booking_series", "resource_id", "booking_resource"),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_booking_series_minutes")),
    )
    op.create_index("ix_booking_series_person", "booking_series", ["park_id", "person_id"])
    op.create_table(
        "booking",
        sa.Column("booking_no", sa.Text(), nullable=False),
        sa.Column("pool_id", sa.BigInteger(), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("series_id", sa.BigInteger(), nullable=True),
        sa.Column("recurs_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("conversation_id", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("held_for", sa.Text(), nullable=True),
        sa.Column("starts_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("charged_min", sa.Integer(), server_default="0", nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("checked_in_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("closed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("erased_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("next_alarm_at", sa.TIMESTAMP(timezone=True), nullable=True),
        *_keys("booking"),
        _points_to("booking", "conversation_id", "conversation"),
        _points_to("booking", "person_id", "person"),
        _points_to("booking", "resource_id", "booking_resource"),
        _points_to("booking", "pool_id", "booking_pool"),
        _points_to("booking", "staff_id", "staff"),
        _points_to("booking", "series_id", "booking_series"),
        _points_to("booking", "company_id", "company"),
        sa.CheckConstraint("charged_min >= 0", name=op.f("ck_booking_charged")),
        sa.CheckConstraint("headcount > 0", name=op.f("ck_booking_headcount")),
        sa.CheckConstraint("held_for in ('approval', 'offer')", name=op.f("ck_booking_held_for")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_booking_starts_before_ends")),
        sa.CheckConstraint(
            "status in ('held', 'confirmed', 'checked_in', 'completed', 'declined', 'cancelled', 'expired', 'no_show', 'skipped')",
            name=op.f("ck_booking_status"),
        ),
        sa.UniqueConstraint("park_id", "booking_no", name=op.f("uq_booking_park_id_booking_no")),
        sa.UniqueConstraint(
            "park_id", "series_id", "recurs_at", name=op.f("uq_booking_park_id_series_id_recurs_at")
        ),
    )
    op.create_index(
        "ix_booking_alarm",
        "booking",
        ["next_alarm_at"],
        postgresql_where=sa.text("next_alarm_at is not null"),
    )
    op.create_index("ix_booking_closed", "booking", ["park_id", "closed_at"])
    op.create_index("ix_booking_company", "booking", ["park_id", "company_id", "starts_at"])
    op.create_index(
        "ix_booking_held",
        "booking",
        ["park_id", "pool_id"],
        postgresql_where=sa.text("status = 'held'"),
    )
    op.create_index("ix_booking_person", "booking", ["park_id", "person_id", "ends_at"])
    op.create_index("ix_booking_resource_time", "booking", ["park_id", "resource_id", "starts_at"])
    op.create_table(
        "booking_closure",
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        *_keys("booking_closure"),
        _points_to("booking_closure", "resource_id", "booking_resource"),
        _points_to("booking_closure", "staff_id", "staff"),
        sa.CheckConstraint(
            "starts_at < ends_at",
            name=op.f("ck_booking_closure_starts_before_ends"),
        ),
    )
    op.create_index(
        "ix_booking_closure_resource", "booking_closure", ["park_id", "resource_id", "starts_at"]
    )
    op.create_table(
        "booking_wait",
        sa.Column("pool_id", sa.BigInteger(), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("booking_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        *_keys("booking_wait"),
        _points_to("booking_wait", "pool_id", "booking_pool"),
        _points_to("booking_wait", "person_id", "person"),
        _points_to("booking_wait", "booking_id", "booking"),
        _points_to("booking_wait", "resource_id", "booking_resource"),
        _points_to("booking_wait", "conversation_id", "conversation"),
        sa.CheckConstraint("headcount > 0", name=op.f("ck_booking_wait_headcount")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_booking_wait_starts_before_ends")),
        sa.CheckConstraint(
            "status in ('waiting', 'offered', 'over')",
            name=op.f("ck_booking_wait_status"),
        ),
    )
    op.create_index(
        "ix_booking_wait_open",
        "booking_wait",
        ["park_id", "pool_id", "starts_at"],
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_index("ix_booking_wait_person", "booking_wait", ["park_id", "person_id"])
    op.create_table(
        "booking_strike",
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        *_keys("booking_strike"),
        _points_to("booking_strike", "booking_id", "booking"),
        _points_to("booking_strike", "staff_id", "staff"),
        _points_to("booking_strike", "person_id", "person"),
        sa.UniqueConstraint(
            "park_id", "booking_id", name=op.f("uq_booking_strike_park_id_booking_id")
        ),
    )
    op.create_index(
        "ix_booking_strike_person", "booking_strike", ["park_id", "person_id", "created_at"]
    )
    op.create_table(
        "booking_feed",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("resource_id", sa.BigInteger(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        *_keys("booking_feed"),
        _points_to("booking_feed", "company_id", "company"),
        _points_to("booking_feed", "person_id", "person"),
        _points_to("booking_feed", "resource_id", "booking_resource"),
        sa.CheckConstraint(
            "(scope = 'company') = (company_id is not null)",
            name=op.f("ck_booking_feed_of_company"),
        ),
        sa.CheckConstraint(
            "(scope = 'resource') = (resource_id is not null)",
            name=op.f("ck_booking_feed_of_resource"),
        ),
        sa.CheckConstraint(
            "scope in ('person', 'company', 'resource')",
            name=op.f("ck_booking_feed_scope"),
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_booking_feed_token_hash")),
    )
    op.create_index("ix_booking_feed_person", "booking_feed", ["park_id", "person_id"])


def _keys(table: str) -> tuple[SchemaItem, ...]:
    return (
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f(f"fk_{table}_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f(f"pk_{table}")),
    )


def _points_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["park_id", column],
        [f"{other}.park_id", f"{other}.id"],
        name=op.f(f"fk_{table}_park_id_{column}"),
    )


def downgrade() -> None:
    op.drop_table("booking_feed")
    op.drop_table("booking_strike")
    op.drop_table("booking_wait")
    op.drop_table("booking_closure")
    op.drop_table("booking")
    op.drop_table("booking_series")
