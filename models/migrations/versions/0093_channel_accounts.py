"""a park's accounts on platforms, as many as it has; people are known by the account they wrote to

Revision ID: 0093
Revises: 0087
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0093"
down_revision = "0087"
branch_labels = None
depends_on = None


KEY = "uq_identity_park_id_channel_account_external_id"


def upgrade() -> None:
    _index_identities()
    op.create_table(
        "channel_account",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("app_id", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), server_default="safe", nullable=False),
        sa.Column("options", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("former_until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("status", sa.Text(), server_default="active", nullable=False),
        sa.Column("revision", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.Column("checked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_channel_account_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_channel_account")),
        sa.UniqueConstraint("code", name=op.f("uq_channel_account_code")),
        sa.CheckConstraint(
            "channel in ('wechat', 'miniprogram', 'wecom', 'telegram')",
            name=op.f("ck_channel_account_channel"),
        ),
        sa.CheckConstraint(
            "mode in ('plain', 'compatible', 'safe')", name=op.f("ck_channel_account_mode")
        ),
        sa.CheckConstraint(
            "status in ('active', 'disabled', 'dropped')", name=op.f("ck_channel_account_status")
        ),
        sa.CheckConstraint(
            "(status = 'dropped') = (sealed is null)", name=op.f("ck_channel_account_sealed")
        ),
    )
    op.create_index(
        "uq_channel_account_app",
        "channel_account",
        ["channel", "app_id"],
        unique=True,
        postgresql_where=sa.text("status <> 'dropped'"),
    )
    # A name of their own for the former key's: the version before names no key when it inserts.
    op.execute(f"alter table identity add constraint {KEY} unique using index {KEY}")
    op.drop_constraint("uq_identity_park_id_channel_external_id", "identity")


def _index_identities() -> None:
    """While people go on being known: half a million rows take seconds, in which nobody who writes
    waits. Committed by itself, so it may be called again after what follows was refused a lock."""
    op.execute("alter table identity add column if not exists account text default '' not null")
    with op.get_context().autocommit_block():
        op.execute("set lock_timeout = 0")  # It waits for others, and nobody for it.
        op.execute(f"drop index concurrently if exists {KEY}")
        op.execute(
            f"create unique index concurrently {KEY}"
            " on identity (park_id, channel, account, external_id)"
        )
        op.execute("set lock_timeout = '400ms'")


def downgrade() -> None:
    # What only this version tells apart goes first: people whom an account beside the settings'
    # knows keep what they had, under an id that no platform gives.
    op.execute(
        "update identity set external_id = account || '/' || external_id where account <> ''"
    )
    op.create_unique_constraint(
        op.f("uq_identity_park_id_channel_external_id"),
        "identity",
        ["park_id", "channel", "external_id"],
    )
    op.drop_constraint("uq_identity_park_id_channel_account_external_id", "identity")
    op.drop_column("identity", "account")
    op.drop_table("channel_account")
