"""planned maintenance, and the tickets that were opened for it

Revision ID: 0047
Revises: 0046
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import SchemaItem

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "maintenance_plan",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("building", sa.Text(), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("room", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("weekdays", postgresql.ARRAY(sa.Integer()), server_default="{}", nullable=False),
        sa.Column("workdays_only", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("assignee_id", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("next_alarm_at", sa.TIMESTAMP(timezone=True), nullable=True),
        *_keys("maintenance_plan"),
        _points_to("maintenance_plan", "assignee_id", "staff"),
        sa.CheckConstraint(
            "unit in ('day', 'week', 'month', 'year')", name=op.f("ck_maintenance_plan_unit")
        ),
        sa.CheckConstraint("every between 1 and 100", name=op.f("ck_maintenance_plan_every")),
        sa.CheckConstraint(
            "urgency in ('urgent', 'normal', 'low')", name=op.f("ck_maintenance_plan_urgency")
        ),
    )
    op.create_index(
        "ix_maintenance_plan_alarm",
        "maintenance_plan",
        ["next_alarm_at"],
        postgresql_where=sa.text("next_alarm_at is not null"),
    )
    op.create_table(
        "maintenance_run",
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        *_keys("maintenance_run"),
        _points_to("maintenance_run", "plan_id", "maintenance_plan"),
        _points_to("maintenance_run", "ticket_id", "ticket"),
        sa.UniqueConstraint(
            "park_id", "plan_id", "due_on", name=op.f("uq_maintenance_run_park_id_plan_id_due_on")
        ),
    )
    op.create_index("ix_maintenance_run_ticket", "maintenance_run", ["park_id", "ticket_id"])
    op.create_index("ix_maintenance_run_due", "maintenance_run", ["park_id", "due_on"])


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
    op.drop_table("maintenance_run")
    op.drop_table("maintenance_plan")
