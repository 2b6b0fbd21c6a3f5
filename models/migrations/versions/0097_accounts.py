"""one human in several parks: memberships that share an account, and tokens that are good once

Revision ID: 0097
Revises: 0087
"""

import sqlalchemy as sa
from alembic import op

revision = "0097"
down_revision = "0096"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_member",
        sa.Column("account", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("since", sa.TIMESTAMP(timezone=True), nullable=False),
        *_of_somebody("account_member"),
        sa.UniqueConstraint("park_id", "account", name=op.f("uq_account_member_park_id_account")),
        sa.UniqueConstraint("park_id", "staff_id", name=op.f("uq_account_member_park_id_staff_id")),
        sa.UniqueConstraint(
            "park_id", "person_id", name=op.f("uq_account_member_park_id_person_id")
        ),
        sa.CheckConstraint(
            "proof in ('operator', 'phone', 'union')", name=op.f("ck_account_member_proof")
        ),
    )
    op.create_index("ix_account_member_account", "account_member", ["account"])
    op.create_table(
        "account_token",
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        *_of_somebody("account_token"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_account_token_token_hash")),
        sa.CheckConstraint("purpose in ('link', 'handoff')", name=op.f("ck_account_token_purpose")),
    )


def _of_somebody(table: str) -> list[sa.Column[int] | sa.Constraint]:
    """The park's key, and either of the two rows that somebody may have there."""
    return [
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f(f"fk_{table}_park_id")),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f(f"fk_{table}_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f(f"fk_{table}_park_id_person_id"),
        ),
        sa.CheckConstraint(
            "(staff_id is null) <> (person_id is null)", name=op.f(f"ck_{table}_one_of_them")
        ),
    ]


def downgrade() -> None:
    op.drop_table("account_token")
    op.drop_table("account_member")
