"""hosts and keys of parks, and an id that a park keeps wherever it goes

Revision ID: 0056
Revises: 0055
"""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "park",
        sa.Column("uid", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
    )
    op.create_unique_constraint(op.f("uq_park_uid"), "park", ["uid"])
    op.add_column("park", sa.Column("language", sa.Text(), server_default="zh", nullable=False))
    op.create_check_constraint("language", "park", "language in ('zh', 'en')")
    op.create_table(
        "park_host",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("main", sa.Boolean(), server_default="false", nullable=False),
        sa.CheckConstraint("kind in ('site', 'desk', 'app')", name=op.f("ck_park_host_kind")),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_park_host_park_id")),
        sa.PrimaryKeyConstraint("park_id", "host", name=op.f("pk_park_host")),
        sa.UniqueConstraint("host", name=op.f("uq_park_host_host")),
    )
    op.create_index(
        "uq_park_host_main",
        "park_host",
        ["park_id", "kind"],
        unique=True,
        postgresql_where=sa.text("main"),
    )
    op.create_table(
        "park_key",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_park_key_park_id")),
        sa.PrimaryKeyConstraint("park_id", "purpose", "version", name=op.f("pk_park_key")),
    )


def downgrade() -> None:
    op.drop_table("park_key")
    op.drop_table("park_host")
    op.drop_constraint(op.f("ck_park_language"), "park")
    op.drop_column("park", "language")
    op.drop_constraint(op.f("uq_park_uid"), "park")
    op.drop_column("park", "uid")
