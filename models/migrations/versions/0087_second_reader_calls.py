"""what the second reader was asked, in a transaction of its own: it points to conversations

Revision ID: 0087
Revises: 0086
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0087"
down_revision = "0086"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reader_call",
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("classic", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("proposed", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("answer", postgresql.JSONB(), nullable=False),
        sa.Column("cached", sa.Boolean(), nullable=False),
        sa.Column("tokens_in", sa.Integer(), nullable=False),
        sa.Column("tokens_out", sa.Integer(), nullable=False),
        sa.Column("ms", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_reader_call_park_id")),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_reader_call_park_id_conversation_id"),
        ),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_reader_call")),
        sa.CheckConstraint("mode in ('shadow', 'assist')", name=op.f("ck_reader_call_mode")),
        sa.CheckConstraint(
            "outcome in ('read', 'broken', 'refused', 'cut', 'late', 'busy', 'failed')",
            name=op.f("ck_reader_call_outcome"),
        ),
    )
    op.create_index("ix_reader_call_key", "reader_call", ["park_id", "key", "id"])
    op.create_index(
        "ix_reader_call_conversation", "reader_call", ["park_id", "conversation_id", "id"]
    )


def downgrade() -> None:
    op.drop_table("reader_call")
