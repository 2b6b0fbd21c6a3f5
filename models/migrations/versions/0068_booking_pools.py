"""rooms, courts, halls and equipment, and their rules

Revision ID: 0068
Revises: 0067
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import SchemaItem

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booking_pool",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("audience", sa.Text(), server_default="anybody", nullable=False),
        sa.Column("step_min", sa.Integer(), server_default="30", nullable=False),
        sa.Column("shortest_min", sa.Integer(), server_default="30", nullable=False),
        sa.Column("longest_min", sa.Integer(), server_default="240", nullable=False),
        sa.Column("lead_min", sa.Integer(), server_default="0", nullable=False),
        sa.Column("horizon_days", sa.Integer(), server_default="60", nullable=False),
        sa.Column("before_min", sa.Integer(), server_default="0", nullable=False),
        sa.Column("after_min", sa.Integer(), server_default="0", nullable=False),
        sa.Column("grace_min", sa.Integer(), server_default="0", nullable=False),
        sa.Column("free_cancel_min", sa.Integer(), server_default="0", nullable=False),
        sa.Column("most_open", sa.Integer(), server_default="10", nullable=False),
        sa.Column("needs_approval", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("decide_hours", sa.Integer(), server_default="24", nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        *_keys("booking_pool"),
        sa.CheckConstraint("after_min between 0 and 1440", name=op.f("ck_booking_pool_after")),
        sa.CheckConstraint(
            "lead_min >= 0 and horizon_days between 0 and 730",
            name=op.f("ck_booking_pool_ahead"),
        ),
        sa.CheckConstraint(
            "audience in ('anybody', 'companies')",
            name=op.f("ck_booking_pool_audience"),
        ),
        sa.CheckConstraint("before_min between 0 and 1440", name=op.f("ck_booking_pool_before")),
        sa.CheckConstraint(
            "decide_hours between 1 and 720",
            name=op.f("ck_booking_pool_decide_hours"),
        ),
        sa.CheckConstraint("free_cancel_min >= 0", name=op.f("ck_booking_pool_free_cancel")),
        sa.CheckConstraint("grace_min between 0 and 240", name=op.f("ck_booking_pool_grace")),
        sa.CheckConstraint(
            "kind in ('room', 'court', 'hall', 'equipment')",
            name=op.f("ck_booking_pool_kind"),
        ),
        sa.CheckConstraint("longest_min <= 20160", name=op.f("ck_booking_pool_longest")),
        sa.CheckConstraint("most_open between 1 and 1000", name=op.f("ck_booking_pool_most_open")),
        sa.CheckConstraint(
            "shortest_min between 5 and longest_min",
            name=op.f("ck_booking_pool_shortest"),
        ),
        sa.CheckConstraint(
            "step_min between 5 and 1440 and 1440 % step_min = 0",
            name=op.f("ck_booking_pool_step"),
        ),
        sa.UniqueConstraint("park_id", "code", name=op.f("uq_booking_pool_park_id_code")),
    )
    op.create_table(
        "booking_hours",
        sa.Column("pool_id", sa.BigInteger(), nullable=False),
        sa.Column("weekdays", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("on_holidays", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        *_keys("booking_hours"),
        _points_to("booking_hours", "pool_id", "booking_pool"),
        sa.CheckConstraint("starts < ends", name=op.f("ck_booking_hours_starts_before_ends")),
    )
    op.create_index("ix_booking_hours_pool", "booking_hours", ["park_id", "pool_id"])
    op.create_table(
        "booking_resource",
        sa.Column("pool_id", sa.BigInteger(), nullable=False),
        sa.Column("lane_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("building", sa.Text(), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("room", sa.Text(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("features", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("panel_hash", sa.LargeBinary(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        *_keys("booking_resource"),
        _points_to("booking_resource", "lane_id", "lane"),
        _points_to("booking_resource", "pool_id", "booking_pool"),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_booking_resource_capacity")),
        sa.UniqueConstraint("park_id", "code", name=op.f("uq_booking_resource_park_id_code")),
        sa.UniqueConstraint("park_id", "lane_id", name=op.f("uq_booking_resource_park_id_lane_id")),
    )
    op.create_index("ix_booking_resource_pool", "booking_resource", ["park_id", "pool_id"])


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
    op.drop_table("booking_resource")
    op.drop_table("booking_hours")
    op.drop_table("booking_pool")
