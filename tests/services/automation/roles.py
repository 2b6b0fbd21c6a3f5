"""Who may do what to rules without code."""

ROLES = {
    "operator": {"operate.rules"},
}
