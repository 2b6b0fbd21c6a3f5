"""staff as an identity provider knows them

Revision ID: 0053
Revises: 0052
"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_identity",
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("by_groups", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("linked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "(subject is null) = (linked_at is null)", name=op.f("ck_staff_identity_linked")
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_staff_identity_park_id")),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_staff_identity_park_id_staff_id"),
        ),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_staff_identity")),
        *(
            sa.UniqueConstraint(
                "park_id", "issuer", other, name=op.f(f"uq_staff_identity_park_id_issuer_{other}")
            )
            for other in ("subject", "email", "staff_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("staff_identity")
