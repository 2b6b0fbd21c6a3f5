"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {"quote-send", "quote-withdraw", "quote-answer"},
    "audit-field-": {"quote_status", "quote_total", "quote_version", "quote_until"},
}
