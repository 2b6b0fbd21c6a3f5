"""Actions and fields that the audit log tells of accounts on platforms."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        f"channel-{verb}"
        for verb in ("add", "edit", "rotate", "check", "enable", "disable", "drop")
    },
    "audit-field-": {"app_id", "mode", "options", "secrets"},
    "audit-status-": {"dropped"},
}
