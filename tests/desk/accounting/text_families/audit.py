"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        "reconciliation-again",
        "reconciliation-settle",
        "account-add",
        "account-edit",
        "company-add",
        "company-edit",
        "company-code",
        "company-codes_end",
        "person-company",
        "spending-approve",
        "spending-deny",
    },
    "audit-field-": {
        "problem",
        "reference",
        "note",
        "compared_at",
        "monthly_limit",
        "is_open",
        "manager",
        "code",
        "codes",
        "month",
    },
}
