"""who may host visitors: vouching, the desk's yes, names that were checked

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "park", sa.Column("anybody_hosts", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("person", sa.Column("checked_name", sa.Text(), nullable=True))
    op.add_column(
        "visit", sa.Column("needs_desk", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_index(
        "ix_visit_waits",
        "visit",
        ["park_id", "ends_at"],
        postgresql_where=sa.text("needs_desk and status = 'requested'"),
    )
    op.create_table(
        "host_vouch",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name="fk_host_vouch_park_id"),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name="fk_host_vouch_park_id_person_id",
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name="fk_host_vouch_park_id_staff_id",
        ),
        sa.PrimaryKeyConstraint("park_id", "id", name="pk_host_vouch"),
    )
    op.create_index("ix_host_vouch_person", "host_vouch", ["park_id", "person_id"])


def downgrade() -> None:
    op.drop_table("host_vouch")
    op.drop_index("ix_visit_waits", table_name="visit")
    op.drop_column("visit", "needs_desk")
    op.drop_column("person", "checked_name")
    op.drop_column("park", "anybody_hosts")
