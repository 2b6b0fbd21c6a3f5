"""money

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

APPEND_ONLY = ("account_entry", "refund")

_FUNCTION = """
create function refuse_to_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$
"""


def upgrade() -> None:
    op.create_table(
        "company_account",
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("monthly_limit", sa.BigInteger(), nullable=False),
        sa.Column("is_open", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("manager_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "monthly_limit >= 0", name=op.f("ck_company_account_limit_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "company_id"],
            ["company.park_id", "company.id"],
            name=op.f("fk_company_account_park_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "manager_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_company_account_park_id_manager_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_company_account_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_company_account")),
        sa.UniqueConstraint(
            "park_id", "company_id", name=op.f("uq_company_account_park_id_company_id")
        ),
    )
    op.create_table(
        "join_code",
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("used_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "company_id"],
            ["company.park_id", "company.id"],
            name=op.f("fk_join_code_park_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_join_code_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_join_code_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_join_code_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_join_code")),
        sa.UniqueConstraint("park_id", "hash", name=op.f("uq_join_code_park_id_hash")),
    )
    op.create_index(
        "ix_join_code_company", "join_code", ["park_id", "company_id", "id"], unique=False
    )
    op.create_table(
        "join_try",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_join_try_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_join_try_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_join_try")),
    )
    op.create_index("ix_join_try_at", "join_try", ["park_id", "at"], unique=False)
    op.create_table(
        "account_month",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("spent", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "account_id"],
            ["company_account.park_id", "company_account.id"],
            name=op.f("fk_account_month_park_id_account_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_account_month_park_id")),
        sa.PrimaryKeyConstraint("park_id", "account_id", "month", name=op.f("pk_account_month")),
    )
    op.create_table(
        "spending_approval",
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("manager_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("over", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), server_default="pending", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("decided_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "status in ('pending', 'approved', 'denied', 'expired', 'withdrawn')",
            name=op.f("ck_spending_approval_status"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "account_id"],
            ["company_account.park_id", "company_account.id"],
            name=op.f("fk_spending_approval_park_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "manager_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_spending_approval_park_id_manager_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "order_id"],
            ["order.park_id", "order.id"],
            name=op.f("fk_spending_approval_park_id_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_spending_approval_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_spending_approval_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id"], ["park.id"], name=op.f("fk_spending_approval_park_id")
        ),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_spending_approval")),
    )
    op.create_index(
        "ix_spending_approval_status",
        "spending_approval",
        ["park_id", "status", "id"],
        unique=False,
    )
    op.create_index(
        "uq_spending_approval_one_pending",
        "spending_approval",
        ["park_id", "order_id"],
        unique=True,
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_table(
        "payment",
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("approval_id", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("refunded", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="succeeded", nullable=False),
        sa.Column("paid_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "(method = 'company_account') = (account_id is not null)",
            name=op.f("ck_payment_account"),
        ),
        sa.CheckConstraint(
            "method in ('on_pickup', 'company_account')", name=op.f("ck_payment_method")
        ),
        sa.CheckConstraint(
            "status in ('succeeded', 'partly_refunded', 'refunded')", name=op.f("ck_payment_status")
        ),
        sa.CheckConstraint(
            "refunded between 0 and amount", name=op.f("ck_payment_refunded_within_amount")
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "account_id"],
            ["company_account.park_id", "company_account.id"],
            name=op.f("fk_payment_park_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "approval_id"],
            ["spending_approval.park_id", "spending_approval.id"],
            name=op.f("fk_payment_park_id_approval_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "order_id"],
            ["order.park_id", "order.id"],
            name=op.f("fk_payment_park_id_order_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_payment_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_payment")),
        sa.UniqueConstraint("park_id", "order_id", name=op.f("uq_payment_park_id_order_id")),
    )
    op.create_table(
        "refund",
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column(
            "lines",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "cause <> 'staff' or reason is not null", name=op.f("ck_refund_staff_say_why")
        ),
        sa.CheckConstraint(
            "cause in ('cancelled', 'rejected', 'expired', 'staff')", name=op.f("ck_refund_cause")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refund_amount_positive")),
        sa.ForeignKeyConstraint(
            ["park_id", "payment_id"],
            ["payment.park_id", "payment.id"],
            name=op.f("fk_refund_park_id_payment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_refund_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_refund_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_refund")),
    )
    op.create_index("ix_refund_payment", "refund", ["park_id", "payment_id", "id"], unique=False)
    op.create_table(
        "account_entry",
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("refund_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "case kind when 'charge' then amount >= 0 and refund_id is null when 'refund' then amount < 0 and refund_id is not null else false end",
            name=op.f("ck_account_entry_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "account_id"],
            ["company_account.park_id", "company_account.id"],
            name=op.f("fk_account_entry_park_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "order_id"],
            ["order.park_id", "order.id"],
            name=op.f("fk_account_entry_park_id_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "payment_id"],
            ["payment.park_id", "payment.id"],
            name=op.f("fk_account_entry_park_id_payment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_account_entry_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "refund_id"],
            ["refund.park_id", "refund.id"],
            name=op.f("fk_account_entry_park_id_refund_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_account_entry_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_account_entry_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_account_entry")),
    )
    op.create_index(
        "ix_account_entry_month",
        "account_entry",
        ["park_id", "account_id", "month", "id"],
        unique=False,
    )
    op.create_index(
        "ix_account_entry_order", "account_entry", ["park_id", "order_id"], unique=False
    )
    op.add_column("order", sa.Column("held", sa.Boolean(), server_default="false", nullable=False))
    op.create_check_constraint(
        op.f("ck_order_only_drafts_are_held"), "order", "status = 'draft' or not held"
    )
    _one_draft("status = 'draft' and not held")
    op.execute(_FUNCTION)
    for table in APPEND_ONLY:
        op.execute(
            f"create trigger {table}_append_only before update or delete on {table}"
            " for each row execute function refuse_to_change()"
        )


def _one_draft(where: str) -> None:
    op.drop_index("uq_order_one_draft", table_name="order")
    op.create_index(
        "uq_order_one_draft",
        "order",
        ["park_id", "conversation_id", "outlet_id"],
        unique=True,
        postgresql_where=sa.text(where),
    )


def downgrade() -> None:
    for table in APPEND_ONLY:
        op.execute(f"drop trigger {table}_append_only on {table}")
    op.execute("drop function refuse_to_change()")
    # What waited for a manager's yes is given up: there may be another cart of its outlet by now.
    op.execute("update \"order\" set held = false, status = 'cancelled' where held")
    _one_draft("status = 'draft'")
    op.drop_constraint(op.f("ck_order_only_drafts_are_held"), "order", type_="check")
    op.drop_column("order", "held")
    op.drop_index("ix_account_entry_order", table_name="account_entry")
    op.drop_index("ix_account_entry_month", table_name="account_entry")
    op.drop_table("account_entry")
    op.drop_index("ix_refund_payment", table_name="refund")
    op.drop_table("refund")
    op.drop_table("payment")
    op.drop_index(
        "uq_spending_approval_one_pending",
        table_name="spending_approval",
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.drop_index("ix_spending_approval_status", table_name="spending_approval")
    op.drop_table("spending_approval")
    op.drop_table("account_month")
    op.drop_index("ix_join_try_at", table_name="join_try")
    op.drop_table("join_try")
    op.drop_index("ix_join_code_company", table_name="join_code")
    op.drop_table("join_code")
    op.drop_table("company_account")
