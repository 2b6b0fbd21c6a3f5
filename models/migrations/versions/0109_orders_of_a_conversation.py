"""orders are found by their conversation, too: each message looks for its carts

Revision ID: 0109
Revises: 0108
"""

from alembic import op

revision = "0109"
down_revision = "0108"
branch_labels = None
depends_on = None

NAME = "ix_order_conversation"


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("set lock_timeout = 0")  # It waits for others, and nobody for it.
        # Once more after an upgrade that was broken off: what it left is of no use.
        op.execute(f"drop index concurrently if exists {NAME}")
        op.execute(f'create index concurrently {NAME} on "order" (park_id, conversation_id, id)')
        op.execute("set lock_timeout = '400ms'")


def downgrade() -> None:
    op.drop_index(NAME, table_name="order")
