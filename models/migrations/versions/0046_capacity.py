"""how many open tickets somebody of staff is given by themselves

Revision ID: 0046
Revises: 0045
"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("ticket_capacity", sa.Integer(), nullable=True))
    op.create_check_constraint(op.f("ck_staff_ticket_capacity"), "staff", "ticket_capacity > 0")


def downgrade() -> None:
    op.drop_column("staff", "ticket_capacity")
