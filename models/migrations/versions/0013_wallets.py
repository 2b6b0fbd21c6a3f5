"""payments that a provider collects

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _methods("'on_pickup', 'company_account', 'wechat_pay'")
    op.create_table(
        "payment_request",
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("paid_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("closed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "(status in ('paid', 'returned', 'disputed')) = (paid_at is not null)",
            name=op.f("ck_payment_request_paid"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_request_amount_positive")),
        sa.CheckConstraint(
            "status in ('waiting', 'paid', 'closed', 'returned', 'disputed')",
            name=op.f("ck_payment_request_status"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "order_id"],
            ["order.park_id", "order.id"],
            name=op.f("fk_payment_request_park_id_order_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_payment_request_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_payment_request")),
        sa.UniqueConstraint(
            "park_id", "reference", name=op.f("uq_payment_request_park_id_reference")
        ),
    )
    op.create_index("ix_payment_request_order", "payment_request", ["park_id", "order_id", "id"])
    op.create_index(
        "ix_payment_request_paid_at", "payment_request", ["park_id", "method", "paid_at"]
    )
    op.create_index(
        "uq_payment_request_one_waiting",
        "payment_request",
        ["park_id", "order_id"],
        unique=True,
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_table(
        "payment_return",
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("refund_id", sa.BigInteger(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("decided_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_return_amount_positive")),
        sa.CheckConstraint(
            "status in ('waiting', 'given', 'failed')", name=op.f("ck_payment_return_status")
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "refund_id"],
            ["refund.park_id", "refund.id"],
            name=op.f("fk_payment_return_park_id_refund_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "request_id"],
            ["payment_request.park_id", "payment_request.id"],
            name=op.f("fk_payment_return_park_id_request_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_payment_return_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_payment_return")),
        sa.UniqueConstraint(
            "park_id", "reference", name=op.f("uq_payment_return_park_id_reference")
        ),
    )
    op.create_index("ix_payment_return_request", "payment_return", ["park_id", "request_id", "id"])
    op.create_table(
        "reconciliation",
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("differences", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("made_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_reconciliation_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_reconciliation")),
        sa.UniqueConstraint(
            "park_id", "method", "day", name=op.f("uq_reconciliation_park_id_method_day")
        ),
    )


def downgrade() -> None:
    op.drop_table("reconciliation")
    op.drop_table("payment_return")
    op.drop_table("payment_request")
    _methods("'on_pickup', 'company_account'")


def _methods(methods: str) -> None:
    op.drop_constraint(op.f("ck_payment_method"), "payment")
    op.create_check_constraint(op.f("ck_payment_method"), "payment", f"method in ({methods})")
