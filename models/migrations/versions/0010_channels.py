"""what channels keep

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def of_park(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f(f"fk_{table}_park_id")),
    ]


def belongs_to(table: str, other: str) -> list[sa.schema.SchemaItem]:
    column = f"{other}_id"
    return [
        sa.Column(column, sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", column],
            [f"{other}.park_id", f"{other}.id"],
            name=op.f(f"fk_{table}_park_id_{column}"),
        ),
    ]


def key(table: str, *columns: str) -> sa.schema.SchemaItem:
    return sa.PrimaryKeyConstraint("park_id", *columns, name=op.f(f"pk_{table}"))


def moment(name: str, *, nullable: bool = True) -> sa.Column[sa.TIMESTAMP]:
    return sa.Column(name, sa.TIMESTAMP(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "sending_window",
        *of_park("sending_window"),
        *belongs_to("sending_window", "conversation"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        moment("until", nullable=False),
        sa.CheckConstraint('"left" >= 0', name=op.f("ck_sending_window_left")),
        key("sending_window", "conversation_id", "kind"),
    )
    op.create_table(
        "platform_token",
        *of_park("platform_token"),
        sa.Column("app_id", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        moment("expires_at"),
        sa.Column("lease_token", sa.Text(), nullable=True),
        moment("lease_until"),
        moment("blocked_until"),
        key("platform_token", "app_id"),
    )
    op.create_table(
        "inbound_delivery",
        *of_park("inbound_delivery"),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("deliveries", sa.Integer(), server_default="1", nullable=False),
        sa.Column("refused", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        moment("created_at", nullable=False),
        key("inbound_delivery", "channel", "external_id"),
    )
    op.create_index("ix_inbound_delivery_created", "inbound_delivery", ["created_at"])
    op.create_table(
        "reach",
        *of_park("reach"),
        *belongs_to("reach", "conversation"),
        moment("left_at"),
        sa.Column("consents", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("hinted_seq", sa.BigInteger(), server_default="0", nullable=False),
        key("reach", "conversation_id"),
    )
    op.create_table(
        "last_place",
        *of_park("last_place"),
        *belongs_to("last_place", "person"),
        sa.Column("building", sa.Text(), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("room", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        moment("seen_at", nullable=False),
        key("last_place", "person_id"),
    )


def downgrade() -> None:
    for table in ("last_place", "reach", "inbound_delivery", "platform_token", "sending_window"):
        op.drop_table(table)
