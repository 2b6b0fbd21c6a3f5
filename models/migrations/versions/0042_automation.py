"""rules that operators write, and what they did

Revision ID: 0042
Revises: 0041
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

EMPTY = sa.text("'[]'")


def upgrade() -> None:
    op.create_table(
        "automation_rule",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("conditions", JSONB(), server_default=EMPTY, nullable=False),
        sa.Column("actions", JSONB(), server_default=EMPTY, nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("tested_version", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        *_of_park("automation_rule"),
        sa.CheckConstraint(
            "not active or tested_version = version", name=op.f("ck_automation_rule_tested")
        ),
        sa.UniqueConstraint("park_id", "name", name=op.f("uq_automation_rule_park_id_name")),
    )
    op.create_index("ix_automation_rule_event", "automation_rule", ["park_id", "event"])
    op.create_table(
        "automation_run",
        sa.Column("rule_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("steps", JSONB(), server_default=EMPTY, nullable=False),
        sa.Column("xid", sa.BigInteger(), nullable=False),
        sa.Column("first_event", sa.BigInteger(), nullable=False),
        sa.Column("last_event", sa.BigInteger(), nullable=False),
        *_of_park("automation_run"),
        sa.ForeignKeyConstraint(
            ["park_id", "rule_id"],
            ["automation_rule.park_id", "automation_rule.id"],
            name=op.f("fk_automation_run_park_id_rule_id"),
        ),
        sa.CheckConstraint(
            "outcome in ('done', 'failed', 'limited')", name=op.f("ck_automation_run_outcome")
        ),
        sa.UniqueConstraint(
            "park_id",
            "rule_id",
            "event_id",
            name=op.f("uq_automation_run_park_id_rule_id_event_id"),
        ),
    )
    op.create_index("ix_automation_run_at", "automation_run", ["park_id", "rule_id", "at"])
    op.create_index("ix_automation_run_xid", "automation_run", ["park_id", "xid"])


def _of_park(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f(f"fk_{table}_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    op.drop_table("automation_run")
    op.drop_table("automation_rule")
