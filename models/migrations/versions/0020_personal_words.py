"""taught sentences know whose they are, a refund's reason can be forgotten, the blocklist is folded

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TAUGHT = """
    update training_sentence taught set conversation_id = said.conversation_id
    from (
        select park_id, btrim(text, E' \\t\\r\\n') as text, min(conversation_id) as conversation_id
        from message where author = 'tenant' group by 1, 2
    ) said
    where said.park_id = taught.park_id and said.text = taught.text
"""
"""Sentences were kept without a word on who wrote them. Who wrote the same gets them."""
BOOKED = "park_id, id, payment_id, amount, cause, lines, staff_id, created_at"
"""Of a refund: everything but the words of why."""


def upgrade() -> None:
    op.add_column("training_sentence", sa.Column("conversation_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_training_sentence_park_id_conversation_id"),
        "training_sentence",
        "conversation",
        ["park_id", "conversation_id"],
        ["park_id", "id"],
    )
    op.create_index(
        "ix_training_sentence_conversation", "training_sentence", ["park_id", "conversation_id"]
    )
    op.execute(TAUGHT)
    op.add_column("visit_block", sa.Column("folded", sa.Text(), nullable=True))
    op.create_index("ix_visit_block_folded", "visit_block", ["park_id", "kind", "folded"])
    op.add_column("visit", sa.Column("struck_conversation_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "visit", sa.Column("struck_seq", sa.BigInteger(), server_default="0", nullable=False)
    )
    _refuse(f"update of {BOOKED} or delete")


def downgrade() -> None:
    _refuse("update or delete")
    op.drop_column("visit", "struck_seq")
    op.drop_column("visit", "struck_conversation_id")
    op.drop_index("ix_visit_block_folded", table_name="visit_block")
    op.drop_column("visit_block", "folded")
    op.drop_index("ix_training_sentence_conversation", table_name="training_sentence")
    op.drop_constraint(op.f("fk_training_sentence_park_id_conversation_id"), "training_sentence")
    op.drop_column("training_sentence", "conversation_id")


def _refuse(what: str) -> None:
    op.execute("drop trigger refund_append_only on refund")
    op.execute(
        f"create trigger refund_append_only before {what} on refund"
        " for each row execute function refuse_to_change()"
    )
