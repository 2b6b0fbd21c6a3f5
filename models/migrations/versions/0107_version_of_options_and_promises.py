"""the version of a park counts prices of options, and what tickets are promised: turns keep them

Revision ID: 0107
Revises: 0106
"""

from alembic import op

revision = "0107"
down_revision = "0106"
branch_labels = None
depends_on = None

PRICES = 'item_id, "group", price_delta'
"""Of options, beside what 0002 watches."""


def upgrade() -> None:
    op.execute(
        "create trigger version_sla_policy after insert or delete"
        " on sla_policy for each row execute function raise_knowledge_version()"
    )
    _watch_changes("sla_policy", "update")
    _watch_changes("item_option", f"update of {PRICES}")


def _watch_changes(table: str, update: str) -> None:
    """One that writes what stands there already changes nothing."""
    op.execute(
        f"create trigger version_{table}_changed after {update} on {table} for each row"
        " when (old.* is distinct from new.*) execute function raise_knowledge_version()"
    )


def downgrade() -> None:
    op.execute("drop trigger version_sla_policy on sla_policy")
    for table in ("sla_policy", "item_option"):
        op.execute(f"drop trigger version_{table}_changed on {table}")
