"""series fill their gaps; a visit says what it belongs to; a pool whether companies are named

Revision ID: 0101
Revises: 0100
"""

import sqlalchemy as sa
from alembic import op

revision = "0101"
down_revision = "0100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "booking_series",
        sa.Column("fills", sa.Boolean(), server_default="false", nullable=False),
    )
    op.add_column(
        "booking_series", sa.Column("fills_at", sa.TIMESTAMP(timezone=True), nullable=True)
    )
    op.create_index(
        "ix_booking_series_fills",
        "booking_series",
        ["fills_at"],
        postgresql_where=sa.text("fills and ended_at is null"),
    )
    op.add_column(
        "booking_pool",
        sa.Column("names_company", sa.Boolean(), server_default="false", nullable=False),
    )
    op.add_column("visit", sa.Column("subject", sa.Text(), nullable=True))
    op.create_index(
        "ix_visit_subject",
        "visit",
        ["park_id", "subject"],
        postgresql_where=sa.text("subject is not null"),
    )


def downgrade() -> None:
    op.drop_index("ix_visit_subject", "visit")
    op.drop_column("visit", "subject")
    op.drop_column("booking_pool", "names_company")
    op.drop_index("ix_booking_series_fills", "booking_series")
    op.drop_column("booking_series", "fills_at")
    op.drop_column("booking_series", "fills")
