"""wrong passwords and what guests ask for are counted in rows

Revision ID: 0025
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in_try",
        sa.Column("park_id", sa.BigInteger(), sa.ForeignKey("park.id"), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("login_hash", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("park_id", "id", name="pk_sign_in_try"),
    )
    op.create_index("ix_sign_in_try_login", "sign_in_try", ["park_id", "login_hash", "at"])
    op.create_index("ix_sign_in_try_place", "sign_in_try", ["park_id", "place", "at"])
    op.create_table(
        "guest_use",
        sa.Column("park_id", sa.BigInteger(), sa.ForeignKey("park.id"), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("since", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("park_id", "who", "kind", "since", name="pk_guest_use"),
    )
    op.create_index("ix_guest_use_since", "guest_use", ["since"])
    op.add_column("conversation", sa.Column("network", sa.Text(), nullable=True))
    op.add_column(
        "park", sa.Column("limits_guests", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.add_column("ticket", sa.Column("reports", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    op.drop_column("ticket", "reports")
    op.drop_column("park", "limits_guests")
    op.drop_column("conversation", "network")
    op.drop_table("guest_use")
    op.drop_table("sign_in_try")
