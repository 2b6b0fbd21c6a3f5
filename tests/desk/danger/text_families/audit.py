"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        "danger-mark",
        "park-danger",
    },
    "audit-field-": {
        "verdict",
        "danger_kind",
        "emergency_phone",
        "fire_phone",
        "ambulance_phone",
        "police_phone",
        "crisis_phone",
        "danger_alarm_from",
        "danger_ask_from",
    },
}
