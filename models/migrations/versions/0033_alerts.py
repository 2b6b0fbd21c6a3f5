"""alerts for single people of staff, browsers that take pushes, and danger that goes on to the next

Revision ID: 0033
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _alerts()
    _subscriptions()
    _calls()


def downgrade() -> None:
    for table in ("danger_call", "push_subscription", "staff_alert"):
        op.drop_table(table)


def _alerts() -> None:
    op.create_table(
        "staff_alert",
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("about", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("times", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("seen_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("settled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        *_of_park("staff_alert", "staff_id", "settled_by"),
    )
    op.create_index("ix_staff_alert_staff", "staff_alert", ["park_id", "staff_id", "id"])
    op.create_index(
        "uq_staff_alert_one_unseen",
        "staff_alert",
        ["park_id", "staff_id", "kind", "subject"],
        unique=True,
        postgresql_where=sa.text("seen_at is null"),
    )
    op.create_index("ix_staff_alert_subject", "staff_alert", ["park_id", "subject"])


def _subscriptions() -> None:
    op.create_table(
        "push_subscription",
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("p256dh", sa.Text(), nullable=False),
        sa.Column("auth", sa.Text(), nullable=False),
        sa.Column("renewed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        *_of_park("push_subscription", "staff_id"),
        sa.UniqueConstraint(
            "park_id", "endpoint", name=op.f("uq_push_subscription_park_id_endpoint")
        ),
    )
    op.create_index("ix_push_subscription_staff", "push_subscription", ["park_id", "staff_id"])


def _calls() -> None:
    op.create_table(
        "danger_call",
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("acknowledged_by", sa.BigInteger(), nullable=True),
        sa.Column("acknowledged_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("next_alarm_at", sa.TIMESTAMP(timezone=True), nullable=True),
        *_of_park("danger_call", "acknowledged_by"),
        sa.ForeignKeyConstraint(
            ["park_id", "ticket_id"],
            ["ticket.park_id", "ticket.id"],
            name=op.f("fk_danger_call_park_id_ticket_id"),
        ),
        sa.UniqueConstraint("park_id", "ticket_id", name=op.f("uq_danger_call_park_id_ticket_id")),
    )
    op.create_index(
        "ix_danger_call_alarm",
        "danger_call",
        ["next_alarm_at"],
        postgresql_where=sa.text("next_alarm_at is not null"),
    )


def _of_park(table: str, *staff: str) -> list[sa.schema.SchemaItem]:
    """The key, and the columns that name somebody of staff."""
    return [
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["park_id", column],
                ["staff.park_id", "staff.id"],
                name=op.f(f"fk_{table}_park_id_{column}"),
            )
            for column in staff
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f(f"fk_{table}_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f(f"pk_{table}")),
    ]
