"""how many conversations somebody of staff is given at once by themselves

Revision ID: 0049
Revises: 0048
"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("chat_capacity", sa.Integer(), nullable=True))
    op.create_check_constraint(op.f("ck_staff_chat_capacity"), "staff", "chat_capacity > 0")


def downgrade() -> None:
    op.drop_column("staff", "chat_capacity")
