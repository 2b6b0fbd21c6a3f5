"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        "locker-free",
        "order-refund",
        "order-cancel",
        "refund-retry",
    },
    "audit-field-": {
        "box",
        "refunded",
        "orders",
    },
}
