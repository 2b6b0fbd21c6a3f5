"""what the bot remembers is written with its answers; it has no store of its own any more

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dialogue_memory",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("memory", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_dialogue_memory_park_id")),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_dialogue_memory_park_id_conversation_id"),
        ),
        sa.PrimaryKeyConstraint("park_id", "conversation_id", name=op.f("pk_dialogue_memory")),
    )
    op.create_index("ix_dialogue_memory_updated_at", "dialogue_memory", ["updated_at"])
    op.execute("drop schema if exists rasa cascade")


def downgrade() -> None:
    op.execute("create schema rasa")
    op.drop_table("dialogue_memory")
