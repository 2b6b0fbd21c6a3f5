"""Actions and fields that the audit log tells of it."""

from services.maintenance.plans import COLUMNS

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        "maintenance-add",
        "maintenance-edit",
        "maintenance-open",
        "maintenance-remove",
    },
    "audit-field-": {"plan_ticket", *(f"plan_{name}" for name in COLUMNS)},
}
