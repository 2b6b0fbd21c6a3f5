"""Keys that the pages of all parks, and the audit log, put together from a code."""

from desk.frame import elsewhere

FAMILIES: dict[str, set[str]] = {
    "parks-of-": {kind.key for kind in elsewhere.merged()},
    "parks-column-": {
        f"{kind.key}-{column}" for kind in elsewhere.merged() for column in kind.columns
    },
    "parks-proof-": {"operator", "phone", "union"},
    "audit-action-": {"account-link", "account-unlink"},
    "audit-field-": {"proof"},
}
