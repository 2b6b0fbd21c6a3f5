"""Actions and fields that the audit log tells of networks."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        *("network-join", "network-leave", "network_offer-publish", "network_offer-withdraw"),
        *("peer-add", "peer-trust", "peer-rotate", "peer-drop", "introduction-answer"),
    },
    "audit-field-": {
        *("network", "networks", "about_zh", "about_en", "offers", "uid"),
        *("keys_version", "leaked"),
    },
}
