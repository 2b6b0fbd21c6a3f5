"""lanes, and claims of their time that never overlap

Revision ID: 0066
Revises: 0057
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import SchemaItem

revision = "0066"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lane",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        *_keys("lane"),
        sa.CheckConstraint("number between 1 and 1073741823", name=op.f("ck_lane_number")),
        sa.UniqueConstraint("number", name=op.f("uq_lane_number")),
        sa.UniqueConstraint("park_id", "number", name=op.f("uq_lane_park_id_number")),
    )
    op.create_table(
        "lane_part",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("whole_id", sa.BigInteger(), nullable=False),
        sa.Column("part_id", sa.BigInteger(), nullable=False),
        _points_to("lane_part", "part_id", "lane"),
        _points_to("lane_part", "whole_id", "lane"),
        sa.PrimaryKeyConstraint("park_id", "whole_id", "part_id", name=op.f("pk_lane_part")),
    )
    op.create_index("ix_lane_part_part", "lane_part", ["park_id", "part_id"])
    op.create_table(
        "claim",
        sa.Column("lane", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("before_min", sa.Integer(), server_default="0", nullable=False),
        sa.Column("after_min", sa.Integer(), server_default="0", nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column(
            "taken",
            postgresql.INT8RANGE(),
            sa.Computed(
                "int8range("
                " lane * 8589934592::bigint"
                " + extract(epoch from starts_at - timestamptz '1970-01-01 00:00:00+00')::bigint"
                " - before_min * 60,"
                " lane * 8589934592::bigint"
                " + extract(epoch from ends_at - timestamptz '1970-01-01 00:00:00+00')::bigint"
                " + after_min * 60,"
                " '[)')",
                persisted=True,
            ),
            nullable=False,
        ),
        *_keys("claim"),
        sa.ForeignKeyConstraint(
            ["park_id", "lane"],
            ["lane.park_id", "lane.number"],
            name=op.f("fk_claim_park_id_lane"),
            onupdate="CASCADE",
        ),
        sa.CheckConstraint("before_min >= 0 and after_min >= 0", name=op.f("ck_claim_buffers")),
        sa.CheckConstraint(
            "(status = 'held') <= (expires_at is not null)",
            name=op.f("ck_claim_held_until"),
        ),
        sa.CheckConstraint("kind in ('use', 'closure')", name=op.f("ck_claim_kind")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_claim_starts_before_ends")),
        sa.CheckConstraint(
            "status in ('held', 'confirmed', 'released', 'expired')",
            name=op.f("ck_claim_status"),
        ),
        postgresql.ExcludeConstraint(
            ("taken", "&&"),
            using="gist",
            where=sa.text("status in ('held', 'confirmed')"),
            name="claim_no_overlap",
        ),
    )
    op.create_index("ix_claim_lane", "claim", ["lane", "starts_at"])
    op.create_index("ix_claim_subject", "claim", ["park_id", "subject"])


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
    op.drop_table("claim")
    op.drop_table("lane_part")
    op.drop_table("lane")
