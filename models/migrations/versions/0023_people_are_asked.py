"""both sides of a link are asked, a browser signed out of is known, photos of joiners are theirs

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("link_code", sa.Column("typed_in_id", sa.BigInteger()))
    op.add_column("link_code", sa.Column("agreed_at", sa.TIMESTAMP(timezone=True)))
    op.add_column("link_code", sa.Column("company_id", sa.BigInteger()))
    for column, table in (("typed_in_id", "conversation"), ("company_id", "company")):
        op.create_foreign_key(
            op.f(f"fk_link_code_park_id_{column}"),
            "link_code",
            table,
            ["park_id", column],
            ["park_id", "id"],
        )
    op.add_column("identity", sa.Column("signed_out_at", sa.TIMESTAMP(timezone=True)))
    op.add_column(
        "photo", sa.Column("shared", sa.Boolean(), server_default="false", nullable=False)
    )
    op.add_column("ticket_observer", sa.Column("urgency", sa.Text()))


def downgrade() -> None:
    op.drop_column("ticket_observer", "urgency")
    op.drop_column("photo", "shared")
    op.drop_column("identity", "signed_out_at")
    for column in ("company_id", "typed_in_id"):
        op.drop_constraint(op.f(f"fk_link_code_park_id_{column}"), "link_code", type_="foreignkey")
        op.drop_column("link_code", column)
    op.drop_column("link_code", "agreed_at")
