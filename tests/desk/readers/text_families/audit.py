"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {"reader-list", "park-reader"},
    "audit-field-": {"reader_mode", "reader_daily_calls", "reader_agreed_at"},
}
