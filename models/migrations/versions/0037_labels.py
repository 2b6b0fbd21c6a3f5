"""labels of tickets and conversations, saved views, and whether somebody of staff is there

Revision ID: 0037
Revises: 0036
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("presence", sa.Text(), nullable=False, server_default="here"))
    op.add_column("staff", sa.Column("presence_until", sa.TIMESTAMP(timezone=True)))
    op.create_check_constraint(
        op.f("ck_staff_presence"), "staff", "presence in ('here', 'busy', 'away')"
    )
    op.create_table(
        "label",
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("tone", sa.Text(), nullable=False, server_default="plain"),
        sa.Column("active", sa.Boolean(), nullable=False, server_default="true"),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "tone in ('plain', 'good', 'warn', 'bad', 'info', 'accent')",
            name=op.f("ck_label_tone"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_label_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_label")),
        sa.UniqueConstraint("park_id", "name_zh", name=op.f("uq_label_park_id_name_zh")),
        sa.UniqueConstraint("park_id", "name_en", name=op.f("uq_label_park_id_name_en")),
    )
    _put_on("ticket")
    _put_on("conversation")
    op.create_table(
        "saved_view",
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False, server_default="false"),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_saved_view_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_saved_view_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint(
            "park_id",
            "staff_id",
            "area",
            "name",
            name=op.f("uq_saved_view_park_id_staff_id_area_name"),
        ),
    )


def _put_on(what: str) -> None:
    table = f"{what}_label"
    op.create_table(
        table,
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column(f"{what}_id", sa.BigInteger(), nullable=False),
        sa.Column("label_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f(f"fk_{table}_park_id")),
        sa.ForeignKeyConstraint(
            ["park_id", f"{what}_id"],
            [f"{what}.park_id", f"{what}.id"],
            name=op.f(f"fk_{table}_park_id_{what}_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "label_id"],
            ["label.park_id", "label.id"],
            name=op.f(f"fk_{table}_park_id_label_id"),
        ),
        sa.PrimaryKeyConstraint("park_id", f"{what}_id", "label_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_label", table, ["park_id", "label_id", f"{what}_id"])


def downgrade() -> None:
    op.drop_table("saved_view")
    op.drop_table("conversation_label")
    op.drop_table("ticket_label")
    op.drop_table("label")
    op.drop_constraint(op.f("ck_staff_presence"), "staff")
    op.drop_column("staff", "presence_until")
    op.drop_column("staff", "presence")
