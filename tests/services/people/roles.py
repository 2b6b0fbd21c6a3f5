"""Who may do what to the tenant's card."""

ROLES = {
    "agent": {"people.read", "people.edit"},
    "dispatcher": {"people.read", "people.edit"},
    "manager": {"people.read"},
}
