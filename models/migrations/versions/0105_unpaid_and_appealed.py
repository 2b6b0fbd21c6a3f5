"""bookings that are held until they are paid, appeals against strikes, pictures of rooms, open data

Revision ID: 0105
Revises: 0104
"""

import sqlalchemy as sa
from alembic import op

revision = "0105"
down_revision = "0104"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)
APPEALS = ("appeal", "appealed_at", "answer", "answered_at")


def upgrade() -> None:
    _held_for("'approval', 'offer', 'payment'")
    for name in APPEALS:
        kind = MOMENT if name.endswith("_at") else sa.Text()
        op.add_column("booking_strike", sa.Column(name, kind, nullable=True))
    op.create_index(
        "ix_booking_strike_appeals",
        "booking_strike",
        ["park_id", "appealed_at"],
        postgresql_where=sa.text("appealed_at is not null and answered_at is null"),
    )
    op.create_table(
        "booking_picture",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("digest", "media_type")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("width", "height")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("alt_zh", "alt_en")),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in ("image", "thumbnail")),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_booking_picture_park_id")),
        sa.ForeignKeyConstraint(
            ["park_id", "resource_id"],
            ["booking_resource.park_id", "booking_resource.id"],
            name=op.f("fk_booking_picture_park_id_resource_id"),
        ),
        sa.PrimaryKeyConstraint("park_id", "resource_id", name=op.f("pk_booking_picture")),
    )
    op.add_column(
        "booking_pool",
        sa.Column("open_data", sa.Boolean(), server_default="false", nullable=False),
    )
    _open_items()


def _open_items() -> None:
    op.create_table(
        "booking_open_item",
        sa.Column("is_slot", sa.Boolean(), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        *(sa.Column(name, MOMENT, nullable=True) for name in ("starts_at", "ends_at")),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("modified", sa.BigInteger(), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id"], ["park.id"], name=op.f("fk_booking_open_item_park_id")
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "resource_id"],
            ["booking_resource.park_id", "booking_resource.id"],
            name=op.f("fk_booking_open_item_park_id_resource_id"),
        ),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_booking_open_item")),
        sa.UniqueConstraint(
            "park_id",
            "resource_id",
            "starts_at",
            name=op.f("uq_booking_open_item_park_id_resource_id_starts_at"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(
        "ix_booking_open_item_feed", "booking_open_item", ["park_id", "is_slot", "modified", "id"]
    )


def downgrade() -> None:
    op.drop_table("booking_open_item")
    op.drop_column("booking_pool", "open_data")
    op.drop_table("booking_picture")
    op.drop_index("ix_booking_strike_appeals", "booking_strike")
    for name in APPEALS:
        op.drop_column("booking_strike", name)
    op.execute("update booking set held_for = 'offer' where held_for = 'payment'")
    _held_for("'approval', 'offer'")


def _held_for(what: str) -> None:
    name = op.f("ck_booking_held_for")
    op.drop_constraint(name, "booking", type_="check")
    op.create_check_constraint(name, "booking", f"held_for in ({what})")
