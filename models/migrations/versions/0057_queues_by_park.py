"""events that wait are found by park, so that parks are served in rotation

Revision ID: 0057
Revises: 0056
"""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_event_due_by_park",
        "event",
        ["park_id", "id"],
        postgresql_where=sa.text("due_at is not null"),
    )


def downgrade() -> None:
    op.drop_index("ix_event_due_by_park", table_name="event")
