"""Which periods hold for each table of the registry, and who of the staff sees them."""

from collections.abc import Mapping
from types import MappingProxyType

from models import Base
from services.privacy.registry import PERSONAL_TABLES

KINDS_OF: Mapping[type[Base], tuple[str, ...]] = {one.table: one.kept for one in PERSONAL_TABLES}
"""Codes of services.privacy.retention_kinds: KINDS, FIXED or KEPT."""

SEEN_WITH: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "messages": ("inbox.read",),
        "photos": ("tickets.read",),
        "order_details": ("orders.read",),
        "invoices": ("orders.read",),
        "tickets": ("tickets.read",),
        "visits": ("visitors.read",),
        "passages": ("visitors.read",),
        "blocks": ("visitors.read",),
        "events": ("orders.read",),
        "deliveries": ("operate.vendors",),
        "people": ("inbox.read", "tickets.read", "orders.read", "accounts.read"),
        "places": (),
        "watches": (),
        "join_codes": ("accounts.manage",),
        "taught": (),
        "audit": ("audit.read",),
        "looks": ("audit.read",),
        "working": (),
        "sessions": (),
        "books": ("orders.read", "accounts.read"),
        "staff": ("operate.staff",),
        "configuration": ("accounts.read",),
    }
)
"""By kind: permissions with any of which the desk shows it. Empty: no page of the desk does."""
