"""linked identities: codes, union ids, and who turned out to be whom

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person_link",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("absorbed_id", sa.BigInteger(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column(
            "moved",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "replaced",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("undone_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("how in ('code', 'union')", name=op.f("ck_person_link_how")),
        sa.ForeignKeyConstraint(
            ["park_id", "absorbed_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_person_link_park_id_absorbed_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_person_link_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_person_link_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_person_link")),
    )
    op.create_index("ix_person_link_person", "person_link", ["park_id", "person_id"], unique=False)
    op.create_table(
        "union_id",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("union_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_union_id_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_union_id_park_id")),
        sa.PrimaryKeyConstraint("park_id", "union_id", name=op.f("pk_union_id")),
    )
    op.create_index("ix_union_id_person", "union_id", ["park_id", "person_id"], unique=False)
    op.create_table(
        "link_code",
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("used_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_link_code_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_link_code_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_link_code")),
        sa.UniqueConstraint("park_id", "code_hash", name=op.f("uq_link_code_park_id_code_hash")),
    )
    op.create_index(
        "ix_link_code_conversation", "link_code", ["park_id", "conversation_id"], unique=False
    )
    op.create_table(
        "link_try",
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_link_try_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_link_try_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_link_try")),
    )
    op.create_index("ix_link_try_at", "link_try", ["park_id", "at"], unique=False)
    op.create_index("ix_identity_person", "identity", ["park_id", "person_id"])
    op.add_column("person", sa.Column("merged_into_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_person_park_id_merged_into_id"),
        "person",
        "person",
        ["park_id", "merged_into_id"],
        ["park_id", "id"],
    )


def downgrade() -> None:
    op.drop_index("ix_identity_person", table_name="identity")
    op.drop_constraint(op.f("fk_person_park_id_merged_into_id"), "person", type_="foreignkey")
    op.drop_column("person", "merged_into_id")
    op.drop_index("ix_link_try_at", table_name="link_try")
    op.drop_table("link_try")
    op.drop_index("ix_link_code_conversation", table_name="link_code")
    op.drop_table("link_code")
    op.drop_index("ix_union_id_person", table_name="union_id")
    op.drop_table("union_id")
    op.drop_index("ix_person_link_person", table_name="person_link")
    op.drop_table("person_link")
