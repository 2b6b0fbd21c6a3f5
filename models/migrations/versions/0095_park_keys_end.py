"""a park's keys follow one another: from when on one signs, until when it verifies

Revision ID: 0095
Revises: 0087
"""

import sqlalchemy as sa
from alembic import op

revision = "0095"
down_revision = "0093"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("signs_at", "ends_at"):
        op.add_column("park_key", sa.Column(name, sa.TIMESTAMP(timezone=True), nullable=True))


def downgrade() -> None:
    for name in ("signs_at", "ends_at"):
        op.drop_column("park_key", name)
