"""what is old, and whose number it is, is found without reading every row

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_order_unplaced", "order", ["updated_at"], postgresql_where=sa.text("placed_at is null")
    )
    op.create_index(
        "ix_order_phone",
        "order",
        ["park_id", sa.literal_column("reverse(phone)").label("reversed")],
        postgresql_ops={"reversed": "text_pattern_ops"},
        postgresql_where=sa.text("phone is not null"),
    )
    op.create_index("ix_idempotency_key_created_at", "idempotency_key", ["created_at"])
    op.create_index("ix_action_result_created_at", "action_result", ["created_at"])
    op.create_index(
        "ix_visit_ended",
        "visit",
        ["park_id", "ends_at"],
        postgresql_where=sa.text("erased_at is null"),
    )


def downgrade() -> None:
    op.drop_index("ix_visit_ended", table_name="visit")
    op.drop_index("ix_action_result_created_at", table_name="action_result")
    op.drop_index("ix_idempotency_key_created_at", table_name="idempotency_key")
    op.drop_index("ix_order_phone", table_name="order")
    op.drop_index("ix_order_unplaced", table_name="order")
