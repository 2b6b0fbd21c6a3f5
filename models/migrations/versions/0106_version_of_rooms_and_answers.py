"""the version of a park counts what can be booked, and answers, too: turns keep them

Revision ID: 0106
Revises: 0105
"""

from alembic import op

revision = "0106"
down_revision = "0105"
branch_labels = None
depends_on = None

WATCHED = {
    "faq": "update of answer_zh, answer_en",
    **dict.fromkeys(
        ("booking_pool", "booking_resource", "booking_hours", "lane", "lane_part"),
        "insert or delete or update",
    ),
}
"""Beside what 0002 and 0052 watch."""


def upgrade() -> None:
    for table, changes in WATCHED.items():
        op.execute(
            f"create trigger version_{table} after {changes}"
            f" on {table} for each row execute function raise_knowledge_version()"
        )


def downgrade() -> None:
    for table in WATCHED:
        op.execute(f"drop trigger version_{table} on {table}")
