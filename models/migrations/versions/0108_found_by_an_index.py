"""tickets that somebody follows are found by who it is, orders by their conversation

Revision ID: 0108
Revises: 0107
"""

from alembic import op

revision = "0108"
down_revision = "0107"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_ticket_observer_person": "ticket_observer (park_id, person_id)",
    "ix_order_conversation": '"order" (park_id, conversation_id, id)',
}


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("set lock_timeout = 0")  # It waits for others, and nobody for it.
        for name, columns in INDEXES.items():
            # Once more after an upgrade that was broken off: what it left is of no use.
            op.execute(f"drop index concurrently if exists {name}")
            op.execute(f"create index concurrently {name} on {columns}")
        op.execute("set lock_timeout = '400ms'")


def downgrade() -> None:
    for name in INDEXES:
        op.execute(f"drop index {name}")
