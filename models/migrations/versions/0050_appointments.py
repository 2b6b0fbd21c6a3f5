"""the window that staff promise for a visit to a ticket

Revision ID: 0050
Revises: 0049
"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("appointment_from", "appointment_until"):
        op.add_column("ticket", sa.Column(column, sa.TIMESTAMP(timezone=True), nullable=True))
    op.create_check_constraint(
        op.f("ck_ticket_appointment"),
        "ticket",
        "(appointment_from is null) = (appointment_until is null)"
        " and appointment_until > appointment_from",
    )
    op.create_index(
        "ix_ticket_appointment",
        "ticket",
        ["park_id", "assignee_id", "appointment_until"],
        postgresql_where=sa.text("appointment_until is not null"),
    )


def downgrade() -> None:
    op.drop_index("ix_ticket_appointment", table_name="ticket")
    op.drop_constraint(op.f("ck_ticket_appointment"), "ticket")
    op.drop_column("ticket", "appointment_until")
    op.drop_column("ticket", "appointment_from")
