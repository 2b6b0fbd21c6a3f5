"""how much of an installation each of its parks may use

Revision ID: 0096
Revises: 0095
"""

import sqlalchemy as sa
from alembic import op

revision = "0096"
down_revision = "0095"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("park", sa.Column("share", sa.Integer(), server_default="1", nullable=False))
    op.create_check_constraint(op.f("ck_park_share"), "park", "share between 1 and 100")
    op.create_table(
        "park_quota",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("most", sa.BigInteger(), nullable=False),
        sa.Column("refused", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("refused_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("told_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "what in ('messages', 'turns', 'webhooks', 'storage')",
            name=op.f("ck_park_quota_what"),
        ),
        sa.CheckConstraint("most > 0", name=op.f("ck_park_quota_most")),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_park_quota_park_id")),
        sa.PrimaryKeyConstraint("park_id", "what", name=op.f("pk_park_quota")),
    )


def downgrade() -> None:
    op.drop_table("park_quota")
    op.drop_constraint(op.f("ck_park_share"), "park")
    op.drop_column("park", "share")
