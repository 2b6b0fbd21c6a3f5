"""how much companies and people may use within a period

Revision ID: 0067
Revises: 0066
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "allowance",
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("beyond", sa.Text(), nullable=False),
        *_keys("allowance"),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_allowance_amount")),
        sa.CheckConstraint(
            "beyond in ('refuse', 'charge', 'ask')",
            name=op.f("ck_allowance_beyond"),
        ),
        sa.CheckConstraint("period in ('day', 'week', 'month')", name=op.f("ck_allowance_period")),
        sa.CheckConstraint("scope in ('company', 'person')", name=op.f("ck_allowance_scope")),
        sa.UniqueConstraint(
            "park_id",
            "what",
            "scope",
            "period",
            name=op.f("uq_allowance_park_id_what_scope_period"),
        ),
    )
    op.create_table(
        "allowance_use",
        sa.Column("allowance_id", sa.BigInteger(), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("used", sa.Integer(), server_default="0", nullable=False),
        *_keys("allowance_use"),
        _points_to("allowance_use", "person_id", "person"),
        _points_to("allowance_use", "company_id", "company"),
        _points_to("allowance_use", "allowance_id", "allowance"),
        sa.CheckConstraint(
            "num_nonnulls(company_id, person_id) = 1",
            name=op.f("ck_allowance_use_one_holder"),
        ),
        sa.CheckConstraint("used >= 0", name=op.f("ck_allowance_use_used")),
        sa.UniqueConstraint(
            "park_id",
            "allowance_id",
            "company_id",
            "period_start",
            name=op.f("uq_allowance_use_park_id_allowance_id_company_id_period_start"),
        ),
        sa.UniqueConstraint(
            "park_id",
            "allowance_id",
            "person_id",
            "period_start",
            name=op.f("uq_allowance_use_park_id_allowance_id_person_id_period_start"),
        ),
    )
    op.create_index("ix_allowance_use_person", "allowance_use", ["park_id", "person_id"])
    op.create_table(
        "allowance_entry",
        sa.Column("use_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        *_keys("allowance_entry"),
        _points_to("allowance_entry", "use_id", "allowance_use"),
        sa.CheckConstraint("amount > 0", name=op.f("ck_allowance_entry_amount")),
        sa.UniqueConstraint(
            "park_id", "use_id", "subject", name=op.f("uq_allowance_entry_park_id_use_id_subject")
        ),
    )
    op.create_index("ix_allowance_entry_subject", "allowance_entry", ["park_id", "subject"])


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
    op.drop_table("allowance_entry")
    op.drop_table("allowance_use")
    op.drop_table("allowance")
