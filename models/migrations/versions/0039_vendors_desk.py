"""people of vendors who sign in to a desk of their own, endpoints for trying, and who of a vendor
changed something

Revision ID: 0039
Revises: 0038
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "endpoint", sa.Column("sandbox", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("audit_entry", sa.Column("actor", sa.Text(), nullable=True))
    _members()
    _sessions()


def downgrade() -> None:
    op.drop_table("vendor_session")
    op.drop_table("vendor_member")
    op.drop_column("audit_entry", "actor")
    op.drop_column("endpoint", "sandbox")


def _members() -> None:
    op.create_table(
        "vendor_member",
        sa.Column("vendor_id", sa.BigInteger(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), server_default="zh", nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("invite_hash", sa.LargeBinary(), nullable=True),
        sa.Column("invite_until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        *_of_park("vendor_member", "vendor", "vendor_id"),
        sa.UniqueConstraint("park_id", "login", name=op.f("uq_vendor_member_park_id_login")),
        sa.UniqueConstraint("invite_hash", name=op.f("uq_vendor_member_invite_hash")),
        sa.CheckConstraint("role in ('manager', 'counter')", name=op.f("ck_vendor_member_role")),
        sa.CheckConstraint("language in ('zh', 'en')", name=op.f("ck_vendor_member_language")),
        sa.CheckConstraint(
            "(invite_hash is null) = (invite_until is null)",
            name=op.f("ck_vendor_member_invited_until"),
        ),
    )


def _sessions() -> None:
    op.create_table(
        "vendor_session",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        *_of_park("vendor_session", "vendor_member", "member_id"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_vendor_session_token_hash")),
    )
    op.create_index("ix_vendor_session_member", "vendor_session", ["park_id", "member_id"])


def _of_park(table: str, owner: str, column: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", column],
            [f"{owner}.park_id", f"{owner}.id"],
            name=op.f(f"fk_{table}_park_id_{column}"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f(f"fk_{table}_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f(f"pk_{table}")),
    ]
