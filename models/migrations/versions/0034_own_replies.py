"""replies that somebody of staff keeps for themselves, phone numbers of vendors, and whom
a courier visits

Revision ID: 0034
Revises: 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("stands_for", sa.Text(), nullable=True))
    op.add_column("vendor", sa.Column("phone", sa.Text(), nullable=True))
    op.create_table(
        "own_reply",
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("text_zh", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_own_reply_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_own_reply_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_own_reply")),
        sa.UniqueConstraint(
            "park_id", "staff_id", "code", name=op.f("uq_own_reply_park_id_staff_id_code")
        ),
    )

    op.create_table(
        "snooze",
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("next_alarm_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_snooze_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_snooze_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_snooze_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_snooze")),
        sa.UniqueConstraint(
            "park_id", "conversation_id", name=op.f("uq_snooze_park_id_conversation_id")
        ),
    )
    op.create_index("ix_snooze_alarm", "snooze", ["next_alarm_at"])


def downgrade() -> None:
    op.drop_table("snooze")
    op.drop_table("own_reply")
    op.drop_column("vendor", "phone")
    op.drop_column("person", "stands_for")
