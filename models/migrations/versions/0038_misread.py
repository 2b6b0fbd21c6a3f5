"""messages that the bot has misread, as staff mark them

Revision ID: 0038
Revises: 0037
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "misread",
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False, server_default=""),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("acts", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("spans", postgresql.JSONB(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False, server_default="waiting"),
        sa.Column("marked_by", sa.BigInteger(), nullable=False),
        sa.Column("marked_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.BigInteger(), nullable=True),
        sa.Column("reviewed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "status in ('waiting', 'accepted', 'rejected')", name=op.f("ck_misread_status")
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_misread_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "marked_by"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_misread_park_id_marked_by"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "reviewed_by"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_misread_park_id_reviewed_by"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_misread_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_misread")),
        sa.UniqueConstraint(
            "park_id", "conversation_id", "seq", name=op.f("uq_misread_park_id_conversation_id_seq")
        ),
    )
    op.create_index("ix_misread_status", "misread", ["park_id", "status", "id"])


def downgrade() -> None:
    op.drop_table("misread")
