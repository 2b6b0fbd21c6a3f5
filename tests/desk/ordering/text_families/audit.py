"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        "locker-free",
        "order-refund",
        "refund-retry",
    },
    "audit-field-": {
        "box",
        "refunded",
        "orders",
    },
}
