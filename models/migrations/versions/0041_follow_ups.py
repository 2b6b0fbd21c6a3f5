"""a note on a person's card, and days on which staff want to look at something again

Revision ID: 0041
Revises: 0039
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("note", sa.Text(), nullable=True))
    op.create_table(
        "follow_up",
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("conversation_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("next_alarm_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "ticket_id is not null or conversation_id is not null", name=op.f("ck_follow_up_of_one")
        ),
        *(_points_to(table) for table in ("staff", "ticket", "conversation")),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_follow_up_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_follow_up")),
    )
    op.create_index("ix_follow_up_alarm", "follow_up", ["next_alarm_at"])
    op.create_index("ix_follow_up_staff", "follow_up", ["park_id", "staff_id", "due_at"])
    op.create_index("ix_follow_up_ticket", "follow_up", ["park_id", "ticket_id"])
    op.create_index("ix_follow_up_conversation", "follow_up", ["park_id", "conversation_id"])


def _points_to(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["park_id", f"{table}_id"],
        [f"{table}.park_id", f"{table}.id"],
        name=op.f(f"fk_follow_up_park_id_{table}_id"),
    )


def downgrade() -> None:
    op.drop_table("follow_up")
    op.drop_column("person", "note")
