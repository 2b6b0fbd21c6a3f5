"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        "staff-add",
        "staff-edit",
        "staff-deactivate",
        "staff-activate",
        "staff-set_password",
        "staff-unlock",
        "staff-link",
        "shift-add",
        "shift-edit",
        "shift-remove",
    },
    "audit-field-": {
        "login",
        "roles",
        "skills",
        "ticket_capacity",
        "chat_capacity",
        "signed_out",
        "email",
        "locked_until",
    },
}
