"""networks of parks: what is published, copies of it, peers in other installations, introductions

Revision ID: 0103
Revises: 0102
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0103"
down_revision = "0102"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)
JSON = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.create_table(
        "network_member",
        *_words("slug", "name_zh", "name_en"),
        sa.Column("since", MOMENT, nullable=False),
        *_of_park("network_member"),
        sa.UniqueConstraint("park_id", "slug", name=op.f("uq_network_member_park_id_slug")),
    )
    op.create_index("ix_network_member_slug", "network_member", ["slug"])
    op.create_table(
        "network_feed",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_network_feed_park_id")),
        sa.PrimaryKeyConstraint("park_id", name=op.f("pk_network_feed")),
    )
    _offers()
    _peers()
    _cards()
    _introductions()


def _offers() -> None:
    op.create_table(
        "network_offer",
        *_words("network"),
        sa.Column("uid", sa.Uuid(), nullable=False),
        *_words("kind"),
        *_ids("company_id", "resource_id"),
        sa.Column("body", JSON, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        *_ids("staff_id"),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        *_of_park("network_offer"),
        _key("network_offer", "company_id", "company"),
        _key("network_offer", "resource_id", "booking_resource"),
        _key("network_offer", "staff_id", "staff"),
        sa.UniqueConstraint("park_id", "uid", name=op.f("uq_network_offer_park_id_uid")),
        sa.CheckConstraint("kind in ('org', 'space')", name=op.f("ck_network_offer_kind")),
        sa.CheckConstraint(
            "(company_id is null) <> (resource_id is null)",
            name=op.f("ck_network_offer_one_of_them"),
        ),
    )
    for name in ("company", "resource"):
        columns = ["park_id", "network", f"{name}_id"]
        op.create_index(f"uq_network_offer_{name}", "network_offer", columns, unique=True)
    op.create_index("ix_network_offer_sequence", "network_offer", ["park_id", "sequence"])


def _peers() -> None:
    op.create_table(
        "network_peer",
        *_words("code", "url"),
        sa.Column("uid", sa.Uuid(), nullable=True),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("name_zh", "name_en")
        ),
        sa.Column("networks", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("next_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("keys_version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("their_key", sa.Text(), nullable=True),
        sa.Column("their_next", sa.Text(), nullable=True),
        sa.Column("their_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cursor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("pushed", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        *_of_park("network_peer"),
        sa.UniqueConstraint("park_id", "code", name=op.f("uq_network_peer_park_id_code")),
        sa.UniqueConstraint("park_id", "uid", name=op.f("uq_network_peer_park_id_uid")),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_network_peer_failures")),
    )
    due = sa.text("due_at is not null")
    op.create_index("ix_network_peer_due", "network_peer", ["due_at"], postgresql_where=due)


def _cards() -> None:
    op.create_table(
        "network_card",
        *_words("network"),
        sa.Column("origin", sa.Uuid(), nullable=False),
        *_words("origin_zh", "origin_en"),
        *_ids("peer_id"),
        sa.Column("uid", sa.Uuid(), nullable=False),
        *_words("kind"),
        sa.Column("body", JSON, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        *_of_park("network_card"),
        _key("network_card", "peer_id", "network_peer"),
        sa.UniqueConstraint(
            "park_id", "origin", "uid", name=op.f("uq_network_card_park_id_origin_uid")
        ),
        sa.CheckConstraint("kind in ('org', 'space')", name=op.f("ck_network_card_kind")),
    )


def _introductions() -> None:
    op.create_table(
        "network_introduction",
        *_words("direction"),
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("uid", "origin", "card")),
        *_words("about_zh", "about_en"),
        *_ids("person_id"),
        sa.Column("contact", JSON, nullable=False),
        *_words("status"),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("heard", sa.BigInteger(), server_default="0", nullable=False),
        *_ids("staff_id"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        *_of_park("network_introduction"),
        _key("network_introduction", "person_id", "person"),
        _key("network_introduction", "staff_id", "staff"),
        sa.UniqueConstraint(
            *("park_id", "direction", "origin", "uid"),
            name=op.f("uq_network_introduction_park_id_direction_origin_uid"),
        ),
        sa.CheckConstraint(
            "direction in ('out', 'in')", name=op.f("ck_network_introduction_direction")
        ),
        sa.CheckConstraint(
            "status in ('sent', 'passed_on', 'declined', 'recalled')",
            name=op.f("ck_network_introduction_status"),
        ),
    )
    op.create_index(
        "ix_network_introduction_sequence",
        "network_introduction",
        ["park_id", "origin", "sequence"],
    )


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _ids(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=True) for name in names]


def _of_park(table: str) -> list[sa.Column[int] | sa.Constraint]:
    return [
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f(f"fk_{table}_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f(f"pk_{table}")),
    ]


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["park_id", column],
        [f"{other}.park_id", f"{other}.id"],
        name=op.f(f"fk_{table}_park_id_{column}"),
    )


def downgrade() -> None:
    for table in ("introduction", "card", "peer", "offer", "feed", "member"):
        op.drop_table(f"network_{table}")
