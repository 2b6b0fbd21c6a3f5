"""logins to the mini-app

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "app_session",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "ended_by in ('signed_out', 'everywhere', 'reuse', 'erased')",
            name=op.f("ck_app_session_by"),
        ),
        sa.CheckConstraint(
            "(ended_at is null) = (ended_by is null)", name=op.f("ck_app_session_ended")
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_app_session_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_app_session_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_app_session_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_app_session")),
    )
    op.create_index("ix_app_session_person", "app_session", ["park_id", "person_id"], unique=False)
    op.create_table(
        "login_code",
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("used_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_login_code_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_login_code_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_login_code")),
        sa.UniqueConstraint("park_id", "code_hash", name=op.f("uq_login_code_park_id_code_hash")),
    )
    op.create_index(
        "ix_login_code_conversation", "login_code", ["park_id", "conversation_id"], unique=False
    )
    op.create_table(
        "refresh_token",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("used_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "session_id"],
            ["app_session.park_id", "app_session.id"],
            name=op.f("fk_refresh_token_park_id_session_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_refresh_token_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_refresh_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_refresh_token_token_hash")),
    )
    op.create_index(
        "ix_refresh_token_session", "refresh_token", ["park_id", "session_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("refresh_token")
    op.drop_table("login_code")
    op.drop_table("app_session")
