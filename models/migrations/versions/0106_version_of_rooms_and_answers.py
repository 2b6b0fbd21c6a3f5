"""the version of a park counts what can be booked, and answers, too: turns keep them

Revision ID: 0106
Revises: 0105
"""

from alembic import op

revision = "0106"
down_revision = "0105"
branch_labels = None
depends_on = None

ROOMS = ("booking_pool", "booking_resource", "booking_hours", "lane", "lane_part")
ANSWERS = "answer_zh, answer_en"
"""Beside what 0002 and 0052 watch."""


def upgrade() -> None:
    for table in ROOMS:
        op.execute(
            f"create trigger version_{table} after insert or delete"
            f" on {table} for each row execute function raise_knowledge_version()"
        )
        _watch_changes(table, "update")
    _watch_changes("faq", f"update of {ANSWERS}")


def _watch_changes(table: str, update: str) -> None:
    """One that writes what stands there already changes nothing."""
    op.execute(
        f"create trigger version_{table}_changed after {update} on {table} for each row"
        " when (old.* is distinct from new.*) execute function raise_knowledge_version()"
    )


def downgrade() -> None:
    for table in ROOMS:
        op.execute(f"drop trigger version_{table} on {table}")
    for table in (*ROOMS, "faq"):
        op.execute(f"drop trigger version_{table}_changed on {table}")
