"""messages that are sent to a platform

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

CHECK = "ck_message_status"


def upgrade() -> None:
    op.add_column(
        "conversation", sa.Column("pushed", sa.Boolean(), server_default="false", nullable=False)
    )
    op.add_column("conversation", sa.Column("push_token", sa.Text(), nullable=True))
    for column in ("push_until", "push_at"):
        op.add_column("conversation", sa.Column(column, sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("message", sa.Column("parts", sa.Integer(), server_default="0", nullable=False))
    op.add_column("message", sa.Column("outcome", sa.Text(), nullable=True))
    op.drop_constraint(op.f(CHECK), "message")
    op.create_check_constraint(
        op.f(CHECK),
        "message",
        "status in ('received', 'handled', 'waiting', 'sent', 'undelivered')",
    )
    op.create_index(
        "ix_message_unsent",
        "message",
        ["park_id", "conversation_id", "seq"],
        postgresql_where=sa.text("status = 'waiting'"),
    )


def downgrade() -> None:
    op.drop_index("ix_message_unsent", "message")
    op.execute("update message set status = 'sent' where status in ('waiting', 'undelivered')")
    op.drop_constraint(op.f(CHECK), "message")
    op.create_check_constraint(op.f(CHECK), "message", "status in ('received', 'handled', 'sent')")
    for column in ("outcome", "parts"):
        op.drop_column("message", column)
    for column in ("push_at", "push_until", "push_token", "pushed"):
        op.drop_column("conversation", column)
