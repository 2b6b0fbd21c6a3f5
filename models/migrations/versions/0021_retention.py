"""periods by kind, the way of the removal through each table, and looks apart from changes

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)
# Looks at visitors were kept among the changes. A version that still runs beside this one goes on
# doing so for a moment: those few rows are kept as long as changes are.
LOOKS = """
update audit_entry set is_look = true
    where action in ('visit.look', 'visit.list', 'visit.search')
"""


def upgrade() -> None:
    op.create_table(
        "retention_period",
        sa.Column("park_id", sa.BigInteger(), sa.ForeignKey("park.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.CheckConstraint("days between 1 and 36500", name=op.f("ck_retention_period_days")),
        sa.PrimaryKeyConstraint("park_id", "kind", name=op.f("pk_retention_period")),
    )
    op.create_table(
        "retention_pass",
        sa.Column("park_id", sa.BigInteger(), sa.ForeignKey("park.id"), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("oldest_so_far", MOMENT, nullable=True),
        sa.Column("oldest_at", MOMENT, nullable=True),
        sa.Column("removed", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("park_id", "rule", name=op.f("pk_retention_pass")),
    )
    op.add_column(
        "audit_entry", sa.Column("is_look", sa.Boolean(), server_default="false", nullable=False)
    )
    op.add_column("audit_entry", sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=True))
    op.add_column("audit_entry", sa.Column("page", sa.Text(), nullable=True))
    op.execute(LOOKS)
    for name, where in (("looks", "is_look"), ("changes", "not is_look")):
        op.create_index(
            f"ix_audit_entry_{name}",
            "audit_entry",
            ["park_id", "id"],
            postgresql_where=sa.text(where),
        )


def downgrade() -> None:
    for name in ("looks", "changes"):
        op.drop_index(f"ix_audit_entry_{name}", table_name="audit_entry")
    for column in ("page", "roles", "is_look"):
        op.drop_column("audit_entry", column)
    op.drop_table("retention_pass")
    op.drop_table("retention_period")
