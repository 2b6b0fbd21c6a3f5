"""lost and found: things, which may be the same, codes to hand them out, their photos, a park's rule

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lost_item",
        sa.Column("item_no", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("conversation_id", sa.BigInteger(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("finder", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("shelf", sa.Text(), nullable=True),
        sa.Column("stored_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("building", sa.Text(), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("room", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("from_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("until_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("closed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("erased_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("next_alarm_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "category in ('phone', 'computer', 'wallet', 'card', 'documents', 'keys', 'jewellery', 'bag', 'umbrella', 'clothing', 'glasses', 'earphones', 'charger', 'bottle', 'book', 'other')",
            name=op.f("ck_lost_item_category"),
        ),
        sa.CheckConstraint(
            "colour in ('black', 'white', 'grey', 'silver', 'red', 'pink', 'orange', 'yellow', 'gold', 'green', 'blue', 'purple', 'brown', 'colourful')",
            name=op.f("ck_lost_item_colour"),
        ),
        sa.CheckConstraint("kind in ('lost', 'found')", name=op.f("ck_lost_item_kind")),
        sa.CheckConstraint(
            "status in ('reported', 'stored', 'matched', 'claimed', 'handed_out', 'returned', 'disposed', 'withdrawn', 'expired')",
            name=op.f("ck_lost_item_status"),
        ),
        sa.CheckConstraint("from_at <= until_at", name=op.f("ck_lost_item_from_before_until")),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_lost_item_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_lost_item_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_lost_item_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_lost_item_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_lost_item")),
        sa.UniqueConstraint("park_id", "item_no", name=op.f("uq_lost_item_park_id_item_no")),
    )
    op.create_index(
        "ix_lost_item_alarm",
        "lost_item",
        ["next_alarm_at"],
        postgresql_where=sa.text("next_alarm_at is not null"),
    )
    op.create_index("ix_lost_item_closed", "lost_item", ["park_id", "closed_at"])
    op.create_index("ix_lost_item_open", "lost_item", ["park_id", "kind", "category", "status"])
    op.create_index("ix_lost_item_person", "lost_item", ["park_id", "person_id", "id"])
    op.create_table(
        "lost_match",
        sa.Column("lost_id", sa.BigInteger(), nullable=False),
        sa.Column("found_id", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "status in ('suggested', 'claimed', 'agreed', 'refused', 'disowned', 'lapsed')",
            name=op.f("ck_lost_match_status"),
        ),
        sa.CheckConstraint("score between 0 and 200", name=op.f("ck_lost_match_score")),
        sa.ForeignKeyConstraint(
            ["park_id", "found_id"],
            ["lost_item.park_id", "lost_item.id"],
            name=op.f("fk_lost_match_park_id_found_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "lost_id"],
            ["lost_item.park_id", "lost_item.id"],
            name=op.f("fk_lost_match_park_id_lost_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "staff_id"],
            ["staff.park_id", "staff.id"],
            name=op.f("fk_lost_match_park_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_lost_match_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_lost_match")),
        sa.UniqueConstraint(
            "park_id", "lost_id", "found_id", name=op.f("uq_lost_match_park_id_lost_id_found_id")
        ),
    )
    op.create_index("ix_lost_match_found", "lost_match", ["park_id", "found_id"])
    op.create_table(
        "lost_code",
        sa.Column("match_id", sa.BigInteger(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("used_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_lost_code_tries")),
        sa.ForeignKeyConstraint(
            ["park_id", "match_id"],
            ["lost_match.park_id", "lost_match.id"],
            name=op.f("fk_lost_code_park_id_match_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_lost_code_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_lost_code")),
    )
    op.create_index("ix_lost_code_match", "lost_code", ["park_id", "match_id", "id"])
    op.create_table(
        "lost_photo",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("photo_id", sa.BigInteger(), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "item_id"],
            ["lost_item.park_id", "lost_item.id"],
            name=op.f("fk_lost_photo_park_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "photo_id"],
            ["photo.park_id", "photo.id"],
            name=op.f("fk_lost_photo_park_id_photo_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_lost_photo_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_lost_photo")),
        sa.UniqueConstraint("park_id", "photo_id", name=op.f("uq_lost_photo_park_id_photo_id")),
    )
    op.create_index("ix_lost_photo_item", "lost_photo", ["park_id", "item_id", "id"])
    op.create_table(
        "lost_rule",
        sa.Column("unclaimed_days", sa.Integer(), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "unclaimed_days between 1 and 3650", name=op.f("ck_lost_rule_unclaimed_days")
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_lost_rule_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_lost_rule")),
        sa.UniqueConstraint("park_id", name=op.f("uq_lost_rule_park_id")),
    )


def downgrade() -> None:
    for name in ("lost_rule", "lost_photo", "lost_code", "lost_match", "lost_item"):
        op.drop_table(name)
