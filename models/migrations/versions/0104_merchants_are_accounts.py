"""a merchant of WeChat Pay is an account of a park; a payment knows by which one it is collected

Revision ID: 0104
Revises: 0103
"""

import sqlalchemy as sa
from alembic import op

revision = "0104"
down_revision = "0103"
branch_labels = None
depends_on = None

BEFORE = "channel in ('wechat', 'miniprogram', 'wecom', 'telegram')"
NOW = "channel in ('wechat', 'miniprogram', 'wecom', 'telegram', 'wechatpay')"


def upgrade() -> None:
    op.add_column(
        "payment_request", sa.Column("account", sa.Text(), server_default="", nullable=False)
    )
    _bound(NOW)


def downgrade() -> None:
    op.execute("delete from channel_account where channel = 'wechatpay'")
    _bound(BEFORE)
    op.drop_column("payment_request", "account")


def _bound(to: str) -> None:
    name = op.f("ck_channel_account_channel")
    op.drop_constraint(name, "channel_account")
    op.create_check_constraint(name, "channel_account", to)
