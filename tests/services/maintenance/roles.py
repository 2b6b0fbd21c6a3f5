"""Who may plan maintenance."""

ROLES = {
    "dispatcher": {"operate.maintenance"},
    "operator": {"operate.maintenance"},
}
