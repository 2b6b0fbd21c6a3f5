"""what learning the messages that were misread would change

Revision ID: 0098
Revises: 0097
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0098"
down_revision = "0097"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("misread", sa.Column("effect", postgresql.JSONB(), nullable=True))
    op.add_column("misread", sa.Column("weighed_at", sa.TIMESTAMP(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("misread", "weighed_at")
    op.drop_column("misread", "effect")
