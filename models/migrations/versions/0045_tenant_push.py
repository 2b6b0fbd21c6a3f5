"""browsers of tenants that take pushes

Revision ID: 0045
Revises: 0044
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tenant_push",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("p256dh", sa.Text(), nullable=False),
        sa.Column("auth", sa.Text(), nullable=False),
        sa.Column("renewed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_tenant_push_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_tenant_push_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_tenant_push")),
        sa.UniqueConstraint("park_id", "endpoint", name=op.f("uq_tenant_push_park_id_endpoint")),
    )
    op.create_index("ix_tenant_push_person", "tenant_push", ["park_id", "person_id"])


def downgrade() -> None:
    op.drop_table("tenant_push")
