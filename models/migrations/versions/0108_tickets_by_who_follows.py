"""tickets that somebody follows are found by who it is

Revision ID: 0108
Revises: 0107
"""

from alembic import op

revision = "0108"
down_revision = "0107"
branch_labels = None
depends_on = None

NAME = "ix_ticket_observer_person"


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("set lock_timeout = 0")  # It waits for others, and nobody for it.
        # Once more after an upgrade that was broken off: what it left is of no use.
        op.execute(f"drop index concurrently if exists {NAME}")
        op.execute(f"create index concurrently {NAME} on ticket_observer (park_id, person_id)")
        op.execute("set lock_timeout = '400ms'")


def downgrade() -> None:
    op.drop_index(NAME, table_name="ticket_observer")
