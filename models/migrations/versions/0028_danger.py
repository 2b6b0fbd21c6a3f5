"""what was heard of danger, and a park's numbers and thresholds for it

Revision ID: 0028
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, number in (
        ("fire_phone", "119"),
        ("ambulance_phone", "120"),
        ("police_phone", "110"),
        ("crisis_phone", "12356"),
    ):
        op.add_column("park", sa.Column(name, sa.Text(), server_default=number, nullable=False))
    op.add_column("park", sa.Column("danger_alarm_from", sa.Float(), nullable=True))
    op.add_column("park", sa.Column("danger_ask_from", sa.Float(), nullable=True))
    op.create_table(
        "danger_sign",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("p", sa.Float(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("next_alarm_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("verdict_by", sa.BigInteger(), nullable=True),
        sa.Column("verdict_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("zone in ('alarm', 'ask')", name=op.f("ck_danger_sign_zone")),
        sa.CheckConstraint(
            "answer in ('yes', 'no', 'silence')", name=op.f("ck_danger_sign_answer")
        ),
        sa.CheckConstraint("verdict in ('right', 'wrong')", name=op.f("ck_danger_sign_verdict")),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_danger_sign_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "message_id"],
            ["message.park_id", "message.id"],
            name=op.f("fk_danger_sign_park_id_message_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "ticket_id"],
            ["ticket.park_id", "ticket.id"],
            name=op.f("fk_danger_sign_park_id_ticket_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "verdict_by"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_danger_sign_park_id_verdict_by"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_danger_sign_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_danger_sign")),
        sa.UniqueConstraint(
            "park_id", "message_id", name=op.f("uq_danger_sign_park_id_message_id")
        ),
    )
    op.create_index(
        "ix_danger_sign_conversation", "danger_sign", ["park_id", "conversation_id", "id"]
    )
    op.create_index("ix_danger_sign_ticket", "danger_sign", ["park_id", "ticket_id"])
    op.create_index(
        "ix_danger_sign_alarm",
        "danger_sign",
        ["next_alarm_at"],
        postgresql_where=sa.text("next_alarm_at is not null"),
    )


def downgrade() -> None:
    op.drop_table("danger_sign")
    for name in (
        "danger_ask_from",
        "danger_alarm_from",
        "crisis_phone",
        "police_phone",
        "ambulance_phone",
        "fire_phone",
    ):
        op.drop_column("park", name)
