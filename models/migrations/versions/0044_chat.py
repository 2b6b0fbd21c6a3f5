"""how far staff have read in a conversation, and files that are sent there

Revision ID: 0044
Revises: 0043
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "conversation",
        sa.Column("read_seq", sa.BigInteger(), server_default="0", nullable=False),
    )
    op.create_table(
        "conversation_file",
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("kind in ('document', 'voice')", name=op.f("ck_conversation_file_kind")),
        sa.CheckConstraint(
            "(kind = 'voice') = (seconds is not null)", name=op.f("ck_conversation_file_seconds")
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_conversation_file_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_conversation_file_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id"], ["park.id"], name=op.f("fk_conversation_file_park_id")
        ),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_conversation_file")),
    )
    op.create_index(
        "ix_conversation_file_conversation",
        "conversation_file",
        ["park_id", "conversation_id", "id"],
    )


def downgrade() -> None:
    op.drop_table("conversation_file")
    op.drop_column("conversation", "read_seq")
