"""when a vendor expects an order to be ready

Revision ID: 0035
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("order", sa.Column("expected_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("order", "expected_at")
