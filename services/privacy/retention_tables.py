"""Which periods hold for each table of the registry, and who of the staff sees them."""

from collections.abc import Mapping

from models.base import Base
from services.privacy.registry import PERSONAL_TABLES
from services.privacy.retention_kinds import KINDS

KINDS_OF: Mapping[type[Base], tuple[str, ...]] = {one.table: one.kept for one in PERSONAL_TABLES}
"""Codes of services.privacy.retention_kinds: KINDS, FIXED or KEPT."""

SEEN_WITH: Mapping[str, tuple[str, ...]] = {
    **{code: kind.seen_with for code, kind in KINDS.items()},
    "working": (),
    "sessions": (),
    "books": ("orders.read", "accounts.read"),
    "staff": ("operate.staff",),
    "configuration": ("accounts.read",),
}
"""By kind: permissions with any of which the desk shows it. Empty: no page of the desk does."""
