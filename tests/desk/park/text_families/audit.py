"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        "park-edit",
        "hours-add",
        "hours-edit",
        "hours-remove",
        "day-add",
        "day-edit",
        "day-remove",
        "announcement-add",
        "announcement-edit",
        "announcement-end",
        "announcement-remove",
    },
    "audit-field-": {
        "quiet_from",
        "quiet_until",
        "handback_minutes",
        "acceptance_minutes",
        "title_zh",
        "title_en",
        "body_zh",
        "body_en",
        "level",
        "pinned",
        "starts_at",
        "ends_at",
    },
}
