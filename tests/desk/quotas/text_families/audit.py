"""Actions and fields that the audit log tells of quotas."""

from services.quotas.quotas import WHATS

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {"park-quota"},
    "audit-field-": {"share", *(f"quota_{what}" for what in WHATS)},
}
