"""photos that staff send to a tenant with words about a ticket

Revision ID: 0031
Revises: 0030
"""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _stages("'before', 'after', 'thread'")


def downgrade() -> None:
    op.execute("update photo set stage = 'before' where stage = 'thread'")
    _stages("'before', 'after'")


def _stages(codes: str) -> None:
    """The rows are looked through without a lock that keeps writers out."""
    op.drop_constraint(op.f("ck_photo_stage"), "photo")
    op.create_check_constraint(
        op.f("ck_photo_stage"), "photo", f"stage in ({codes})", postgresql_not_valid=True
    )
    op.execute("alter table photo validate constraint ck_photo_stage")
