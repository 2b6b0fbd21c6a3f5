"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        "vendor-add",
        "vendor-edit",
        "endpoint-add",
        "endpoint-edit",
        "endpoint-rotate",
        "endpoint-enable",
        "endpoint-disable",
        "endpoint-test",
        "endpoint-replay",
        "key-add",
        "key-revoke",
    },
    "audit-field-": {
        "url",
        "event_types",
        "rate_per_second",
        "scheme",
        "overlap_hours",
        "delivery",
        "deliveries",
        "since",
        "until",
        "answer",
        "error",
        "prefix",
    },
}
