"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        "policy-edit",
    },
    "audit-field-": {
        "respond_minutes",
        "resolve_minutes",
        "always",
        "escalate_to",
        "ticket",
        "tickets_count",
    },
}
