"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {"label-add", "label-edit"},
    "audit-field-": {"tone"},
}
