"""a conversation belongs to an identity: one person may have several on one channel

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversation", sa.Column("identity_id", sa.BigInteger(), nullable=True))
    op.execute(
        """
        update conversation set identity_id = (
            select min(id) from identity
            where identity.park_id = conversation.park_id
                and identity.person_id = conversation.person_id
                and identity.channel = conversation.channel
        )
        """
    )
    op.alter_column("conversation", "identity_id", nullable=False)
    op.drop_constraint("uq_conversation_park_id_channel_person_id", "conversation")
    op.create_unique_constraint(
        op.f("uq_conversation_park_id_identity_id"), "conversation", ["park_id", "identity_id"]
    )
    op.create_foreign_key(
        op.f("fk_conversation_park_id_identity_id"),
        "conversation",
        "identity",
        ["park_id", "identity_id"],
        ["park_id", "id"],
    )


def downgrade() -> None:
    op.drop_constraint("fk_conversation_park_id_identity_id", "conversation")
    op.drop_constraint("uq_conversation_park_id_identity_id", "conversation")
    op.drop_column("conversation", "identity_id")
    op.create_unique_constraint(
        op.f("uq_conversation_park_id_channel_person_id"),
        "conversation",
        ["park_id", "channel", "person_id"],
    )
