"""further cars of a visit, beside the one whose plate it has had

Revision ID: 0055
Revises: 0054
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "visit",
        sa.Column("more_plates", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
    )
    op.create_index("ix_visit_more_plates", "visit", ["more_plates"], postgresql_using="gin")


def downgrade() -> None:
    op.drop_index("ix_visit_more_plates", table_name="visit")
    op.drop_column("visit", "more_plates")
