"""shopping

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NOTE_SOLD_OUT = """
create function note_sold_out() returns trigger language plpgsql as $$
begin
    if (new.stock < new.min_quantity or not new.active) and new.sold_out_at is null then
        new.sold_out_at := now();
    end if;
    return new;
end $$
"""


def upgrade() -> None:
    op.create_table(
        "locker",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("building", sa.Text(), nullable=False),
        sa.Column("place_zh", sa.Text(), nullable=False),
        sa.Column("place_en", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_locker_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_locker")),
        sa.UniqueConstraint("park_id", "code", name=op.f("uq_locker_park_id_code")),
    )
    _change_orders()
    op.create_table(
        "locker_box",
        sa.Column("locker_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("taken_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_locker_box_number_positive")),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_locker_box_park_id")),
        sa.ForeignKeyConstraint(
            ["park_id", "locker_id"],
            ["locker.park_id", "locker.id"],
            name=op.f("fk_locker_box_park_id_locker_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "order_id"],
            ["order.park_id", "order.id"],
            name=op.f("fk_locker_box_park_id_order_id"),
        ),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_locker_box")),
        sa.UniqueConstraint(
            "park_id", "locker_id", "number", name=op.f("uq_locker_box_park_id_locker_id_number")
        ),
        sa.UniqueConstraint("park_id", "order_id", name=op.f("uq_locker_box_park_id_order_id")),
    )
    for column in ("invoice_title", "invoice_tax_no"):
        op.add_column("person", sa.Column(column, sa.Text(), nullable=True))
    _watch_stock()


def _change_orders() -> None:
    op.add_column("order", sa.Column("locker_id", sa.BigInteger(), nullable=True))
    op.add_column("order", sa.Column("box_number", sa.Integer(), nullable=True))
    for column in ("pickup_code", "invoice_title", "invoice_tax_no"):
        op.add_column("order", sa.Column(column, sa.Text(), nullable=True))
    op.create_foreign_key(
        op.f("fk_order_park_id_locker_id"),
        "order",
        "locker",
        ["park_id", "locker_id"],
        ["park_id", "id"],
    )
    op.create_index(
        "uq_order_pickup_code",
        "order",
        ["park_id", "locker_id", "pickup_code"],
        unique=True,
        postgresql_where=sa.text("pickup_code is not null"),
    )


def _watch_stock() -> None:
    op.add_column("item", sa.Column("sold_out_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.execute(NOTE_SOLD_OUT)
    op.execute(
        "create trigger item_sold_out before insert or update of stock, min_quantity, active on item"
        " for each row execute function note_sold_out()"
    )
    op.execute("update item set stock = stock where stock < min_quantity or not active")
    op.create_table(
        "stock_watch",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_stock_watch_park_id")),
        *(
            sa.ForeignKeyConstraint(
                ["park_id", f"{table}_id"],
                [f"{table}.park_id", f"{table}.id"],
                name=op.f(f"fk_stock_watch_park_id_{table}_id"),
            )
            for table in ("person", "item", "event")
        ),
        sa.PrimaryKeyConstraint("park_id", "person_id", "item_id", name=op.f("pk_stock_watch")),
    )
    op.create_index("ix_stock_watch_item", "stock_watch", ["park_id", "item_id"])


def downgrade() -> None:
    op.drop_table("stock_watch")
    op.execute("drop trigger item_sold_out on item")
    op.execute("drop function note_sold_out()")
    op.drop_column("item", "sold_out_at")
    for column in ("invoice_title", "invoice_tax_no"):
        op.drop_column("person", column)
    op.drop_table("locker_box")
    op.drop_index("uq_order_pickup_code", table_name="order")
    op.drop_constraint(op.f("fk_order_park_id_locker_id"), "order", type_="foreignkey")
    for column in ("invoice_tax_no", "invoice_title", "pickup_code", "box_number", "locker_id"):
        op.drop_column("order", column)
    op.drop_table("locker")
