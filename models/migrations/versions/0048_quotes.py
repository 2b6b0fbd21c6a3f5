"""quotes for chargeable work, without their lines, and who pays for a ticket

Revision ID: 0048
Revises: 0047
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("coverage", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_ticket_coverage"), "ticket", "coverage in ('included', 'warranty', 'chargeable')"
    )
    op.create_table(
        "quote",
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("outlet_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("tax_rate", sa.Integer(), nullable=True),
        sa.Column("tax", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("valid_until", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("answered_staff_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("next_alarm_at", sa.TIMESTAMP(timezone=True), nullable=True),
        *_keys("quote"),
        _points_to("quote", "ticket_id", "ticket"),
        _points_to("quote", "outlet_id", "outlet"),
        _points_to("quote", "person_id", "person"),
        _points_to("quote", "staff_id", "staff"),
        _points_to("quote", "answered_staff_id", "staff"),
        _points_to("quote", "order_id", "order"),
        sa.UniqueConstraint(
            "park_id", "ticket_id", "version", name=op.f("uq_quote_park_id_ticket_id_version")
        ),
        sa.UniqueConstraint("park_id", "order_id", name=op.f("uq_quote_park_id_order_id")),
        sa.CheckConstraint(
            "status in ('sent', 'accepted', 'declined', 'expired', 'replaced', 'withdrawn')",
            name=op.f("ck_quote_status"),
        ),
        sa.CheckConstraint("total > 0", name=op.f("ck_quote_total_positive")),
        sa.CheckConstraint("tax_rate between 0 and 10000", name=op.f("ck_quote_tax_rate")),
        sa.CheckConstraint("tax between 0 and total", name=op.f("ck_quote_tax_within_total")),
        sa.CheckConstraint(
            "(status = 'accepted') = (order_id is not null)",
            name=op.f("ck_quote_order_if_accepted"),
        ),
    )
    op.create_index(
        "uq_quote_one_open",
        "quote",
        ["park_id", "ticket_id"],
        unique=True,
        postgresql_where=sa.text("status = 'sent'"),
    )
    op.create_index("ix_quote_person", "quote", ["park_id", "person_id", "id"])
    op.create_index(
        "ix_quote_alarm",
        "quote",
        ["next_alarm_at"],
        postgresql_where=sa.text("next_alarm_at is not null"),
    )


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
    op.drop_table("quote")
    op.drop_column("ticket", "coverage")
