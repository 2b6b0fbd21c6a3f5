"""the version of a park counts what a turn keeps of it, too: hours, days and storeys

Revision ID: 0052
Revises: 0051
"""

from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

WATCHED = {
    "building": "update of floors, basements",
    "business_hours": "insert or delete or update",
    "calendar_day": "insert or delete or update",
    "service_window": "insert or delete or update",
}
"""Beside what 0002 watches."""


def upgrade() -> None:
    for table, changes in WATCHED.items():
        op.execute(
            f"create trigger version_{table} after {changes}"
            f" on {table} for each row execute function raise_knowledge_version()"
        )


def downgrade() -> None:
    for table in WATCHED:
        op.execute(f"drop trigger version_{table} on {table}")
