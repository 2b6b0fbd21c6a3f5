"""what hours cost: a price for a pool, and the order of a booking

Revision ID: 0100
Revises: 0099
"""

import sqlalchemy as sa
from alembic import op

revision = "0100"
down_revision = "0099"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hour_price",
        sa.Column("pool_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        *_keys("hour_price"),
        _points_to("hour_price", "pool_id", "booking_pool"),
        _points_to("hour_price", "item_id", "item"),
        sa.UniqueConstraint("park_id", "pool_id", name=op.f("uq_hour_price_park_id_pool_id")),
        sa.UniqueConstraint("park_id", "item_id", name=op.f("uq_hour_price_park_id_item_id")),
    )
    op.create_table(
        "booking_charge",
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("hour_price", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        *_keys("booking_charge"),
        _points_to("booking_charge", "booking_id", "booking"),
        _points_to("booking_charge", "order_id", "order"),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_booking_charge_minutes")),
        sa.CheckConstraint("hour_price >= 0 and amount >= 0", name=op.f("ck_booking_charge_sums")),
        sa.UniqueConstraint("park_id", "order_id", name=op.f("uq_booking_charge_park_id_order_id")),
    )
    op.create_index("ix_booking_charge_booking", "booking_charge", ["park_id", "booking_id"])
    op.create_index(
        "uq_booking_charge_one",
        "booking_charge",
        ["park_id", "booking_id"],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )


def _keys(table: str) -> tuple[sa.schema.SchemaItem, ...]:
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
    op.drop_table("booking_charge")
    op.drop_table("hour_price")
