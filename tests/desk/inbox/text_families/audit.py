"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        "canned-add",
        "canned-edit",
        "canned-remove",
    },
    "audit-field-": {
        "conversations",
        "conversation",
        "canned_code",
        "text_zh",
        "text_en",
    },
}
