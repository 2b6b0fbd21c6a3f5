"""Actions and fields that the audit log tells of lost property."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        *("lost-look", "lost-list", "lost-add", "lost-store", "lost-agree", "lost-refuse"),
        *("lost-hand_out", "lost-give_back", "lost-dispose", "lost-withdraw", "lost-rule"),
    },
    "audit-field-": {"item_no", "lost_no", "items", "shelf", "unclaimed_days"},
}
