"""codes that phones get to sign in with, and access tokens of a person's own programs

Revision ID: 0043
Revises: 0042
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _phone_codes()
    op.add_column("app_session", sa.Column("name", sa.Text(), nullable=True))
    op.add_column("app_session", sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=True))
    op.add_column("app_session", sa.Column("token_hash", sa.LargeBinary(), nullable=True))
    op.create_index(
        "uq_app_session_token_hash",
        "app_session",
        ["token_hash"],
        unique=True,
        postgresql_where=sa.text("token_hash is not null"),
    )


def downgrade() -> None:
    op.execute("delete from app_session where token_hash is not null")
    op.drop_index("uq_app_session_token_hash", table_name="app_session")
    op.drop_column("app_session", "token_hash")
    op.drop_column("app_session", "scopes")
    op.drop_column("app_session", "name")
    op.drop_table("phone_code")


def _phone_codes() -> None:
    op.create_table(
        "phone_code",
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=True),
        sa.Column("challenge_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("used_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_phone_code_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_phone_code")),
        sa.UniqueConstraint("challenge_hash", name=op.f("uq_phone_code_challenge_hash")),
    )
    op.create_index("ix_phone_code_created_at", "phone_code", ["park_id", "created_at"])
