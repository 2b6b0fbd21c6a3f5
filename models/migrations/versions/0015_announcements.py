"""what the operator tells everybody

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("body_zh", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), server_default="ordinary", nullable=False),
        sa.Column("pinned", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("starts_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("edited_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "ends_at is null or starts_at < ends_at",
            name=op.f("ck_announcement_starts_before_ends"),
        ),
        sa.CheckConstraint(
            "level in ('ordinary', 'important')", name=op.f("ck_announcement_level")
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_announcement_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_announcement_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_announcement")),
    )
    op.create_index("ix_announcement_ends_at", "announcement", ["park_id", "ends_at"])


def downgrade() -> None:
    op.drop_table("announcement")
