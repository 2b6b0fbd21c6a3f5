"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        "visit-look",
        "visit-list",
        "visit-search",
        "visit-add",
        "visit-approve",
        "visit-deny",
        "visit-cancel",
        "block-add",
        "block-lift",
        "person-vouch",
        "person-unvouch",
        "person-name",
        "person-look",
        "person-visits_end",
        "park-hosts",
    },
    "audit-field-": {
        "visit_no",
        "visits",
        "present",
        "vouched",
        "checked",
        "anybody_hosts",
    },
}
