"""stars of orders and of what stood in them

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "order_rating",
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("outlet_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "order_id"],
            ["order.park_id", "order.id"],
            name=op.f("fk_order_rating_park_id_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "outlet_id"],
            ["outlet.park_id", "outlet.id"],
            name=op.f("fk_order_rating_park_id_outlet_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_order_rating_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "item_id"],
            ["item.park_id", "item.id"],
            name=op.f("fk_order_rating_park_id_item_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_order_rating_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_order_rating")),
        sa.CheckConstraint("stars between 1 and 5", name=op.f("ck_order_rating_stars")),
    )
    whole, item = sa.text("item_id is null"), sa.text("item_id is not null")
    op.create_index(
        "uq_order_rating_whole",
        "order_rating",
        ["park_id", "order_id"],
        unique=True,
        postgresql_where=whole,
    )
    op.create_index(
        "uq_order_rating_item",
        "order_rating",
        ["park_id", "order_id", "item_id"],
        unique=True,
        postgresql_where=item,
    )
    for name in ("item", "outlet"):
        op.create_index(
            f"ix_order_rating_{name}", "order_rating", ["park_id", f"{name}_id", "created_at"]
        )
    op.create_index("ix_order_rating_person", "order_rating", ["park_id", "person_id"])


def downgrade() -> None:
    op.drop_table("order_rating")
