"""bookings that are held until they are paid

Revision ID: 0106
Revises: 0102
"""

from alembic import op

revision = "0106"
down_revision = "0102"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _held_for("'approval', 'offer', 'payment'")


def downgrade() -> None:
    op.execute("update booking set held_for = 'offer' where held_for = 'payment'")
    _held_for("'approval', 'offer'")


def _held_for(what: str) -> None:
    name = op.f("ck_booking_held_for")
    op.drop_constraint(name, "booking", type_="check")
    op.create_check_constraint(name, "booking", f"held_for in ({what})")
