"""the second reader: whether a park has one, what it was asked, and how often

Revision ID: 0086
Revises: 0076
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0086"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("park", sa.Column("reader_mode", sa.Text(), server_default="off", nullable=False))
    op.add_column(
        "park", sa.Column("reader_daily_calls", sa.Integer(), server_default="500", nullable=False)
    )
    op.add_column("park", sa.Column("reader_agreed_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.create_table(
        "reader_budget",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("tokens", sa.BigInteger(), server_default="0", nullable=False),
        *_keys("reader_budget"),
        sa.UniqueConstraint("park_id", "day", name=op.f("uq_reader_budget_park_id_day")),
        sa.CheckConstraint("calls >= 0", name=op.f("ck_reader_budget_calls_not_negative")),
    )


def _keys(table: str) -> tuple[SchemaItem, ...]:
    return (
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f(f"fk_{table}_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    op.drop_table("reader_budget")
    op.drop_column("park", "reader_agreed_at")
    op.drop_column("park", "reader_daily_calls")
    op.drop_column("park", "reader_mode")
