"""days of the provider's bill, and each difference as a row

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

COUNTS = ("tries", "our_lines")
SUMS = ("collected", "returned", "our_collected", "our_returned")

KEPT = """
    insert into reconciliation_difference (park_id, reconciliation_id, kind, is_refund, reference,
        ours, theirs, found_at)
    select day.park_id, day.id,
        case when d.ours is null then 'missing_here' when d.theirs is null then 'missing_there'
            else 'other_sum' end,
        d.is_refund, d.reference, d.ours, d.theirs, day.made_at
    from reconciliation day,
        jsonb_to_recordset(day.differences)
            as d(reference text, is_refund boolean, ours bigint, theirs bigint)
"""
BACK = """
    update reconciliation day set differences = d.list from (
        select park_id, reconciliation_id, jsonb_agg(jsonb_build_object('reference', reference,
            'is_refund', is_refund, 'ours', ours, 'theirs', theirs)) as list
        from reconciliation_difference where status <> 'gone' group by 1, 2
    ) d where d.park_id = day.park_id and d.reconciliation_id = day.id
"""


def upgrade() -> None:
    op.add_column("payment_return", sa.Column("billed_on", sa.Date(), nullable=True))
    op.add_column(
        "reconciliation",
        sa.Column("status", sa.Text(), server_default="compared", nullable=False),
    )
    op.alter_column("reconciliation", "status", server_default="waiting")
    op.add_column("reconciliation", sa.Column("problem", sa.Text(), nullable=True))
    op.alter_column("reconciliation", "lines", server_default="0")
    for name in COUNTS:
        count = sa.Column(name, sa.Integer(), server_default="0", nullable=False)
        op.add_column("reconciliation", count)
    for name in SUMS:
        total = sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)
        op.add_column("reconciliation", total)
    op.alter_column("reconciliation", "made_at", nullable=True)
    op.create_check_constraint(
        op.f("ck_reconciliation_status"), "reconciliation", "status in ('waiting', 'compared')"
    )
    op.create_check_constraint(
        op.f("ck_reconciliation_compared"),
        "reconciliation",
        "status = 'waiting' or made_at is not null",
    )
    _differences()
    op.execute(KEPT)
    op.drop_column("reconciliation", "differences")


def _differences() -> None:
    op.create_table(
        "reconciliation_difference",
        sa.Column("reconciliation_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_refund", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("ours", sa.BigInteger(), nullable=True),
        sa.Column("theirs", sa.BigInteger(), nullable=True),
        sa.Column("our_state", sa.Text(), nullable=True),
        sa.Column("their_state", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), server_default="open", nullable=False),
        sa.Column("found_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "kind in ('missing_here', 'missing_there', 'other_sum', 'other_state')",
            name=op.f("ck_reconciliation_difference_kind"),
        ),
        sa.CheckConstraint(
            "status in ('open', 'settled', 'gone')",
            name=op.f("ck_reconciliation_difference_status"),
        ),
        sa.CheckConstraint(
            "(status = 'settled') = (note is not null)",
            name=op.f("ck_reconciliation_difference_settled_with_a_note"),
        ),
        sa.CheckConstraint(
            "(status = 'open') = (ended_at is null)",
            name=op.f("ck_reconciliation_difference_ended"),
        ),
        *(
            sa.ForeignKeyConstraint(
                ["park_id", column],
                [f"{table}.park_id", f"{table}.id"],
                name=op.f(f"fk_reconciliation_difference_park_id_{column}"),
            )
            for table, column in (
                ("reconciliation", "reconciliation_id"),
                ("order", "order_id"),
                ("staff", "staff_id"),
            )
        ),
        sa.ForeignKeyConstraint(
            ["park_id"], ["park.id"], name=op.f("fk_reconciliation_difference_park_id")
        ),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_reconciliation_difference")),
        sa.UniqueConstraint(
            "park_id",
            "reconciliation_id",
            "is_refund",
            "reference",
            name=op.f("uq_reconciliation_difference_line"),
        ),
    )
    op.create_index(
        "ix_reconciliation_difference_open",
        "reconciliation_difference",
        ["park_id", "id"],
        postgresql_where=sa.text("status = 'open'"),
    )


def downgrade() -> None:
    op.add_column(
        "reconciliation",
        sa.Column(
            "differences",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="[]",
            nullable=False,
        ),
    )
    op.execute(BACK)
    op.alter_column("reconciliation", "differences", server_default=None)
    op.drop_table("reconciliation_difference")
    op.execute("delete from reconciliation where made_at is null")
    op.drop_constraint(op.f("ck_reconciliation_compared"), "reconciliation")
    op.drop_constraint(op.f("ck_reconciliation_status"), "reconciliation")
    op.alter_column("reconciliation", "made_at", nullable=False)
    op.alter_column("reconciliation", "lines", server_default=None)
    for name in (*SUMS, *COUNTS, "problem", "status"):
        op.drop_column("reconciliation", name)
    op.drop_column("payment_return", "billed_on")
