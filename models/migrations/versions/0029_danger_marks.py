"""what is learned of a marked message, danger that nobody heard, and signs that outlive a message

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("danger_sign", sa.Column("lesson", sa.Text(), nullable=True))
    op.alter_column("danger_sign", "message_id", nullable=True)
    op.drop_constraint(op.f("ck_danger_sign_zone"), "danger_sign")
    op.create_check_constraint(
        op.f("ck_danger_sign_zone"), "danger_sign", "zone in ('alarm', 'ask', 'none')"
    )


def downgrade() -> None:
    op.execute("delete from danger_sign where zone = 'none' or message_id is null")
    op.drop_constraint(op.f("ck_danger_sign_zone"), "danger_sign")
    op.create_check_constraint(
        op.f("ck_danger_sign_zone"), "danger_sign", "zone in ('alarm', 'ask')"
    )
    op.alter_column("danger_sign", "message_id", nullable=False)
    op.drop_column("danger_sign", "lesson")
