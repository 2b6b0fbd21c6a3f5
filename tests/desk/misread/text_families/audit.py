"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {"misread-accepted", "misread-rejected"},
    "audit-field-": {"state"},
}
