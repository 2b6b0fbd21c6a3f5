"""Who may do what to labels."""

ROLES = {
    "agent": {"labels.put"},
    "dispatcher": {"labels.put"},
    "engineer": {"labels.put"},
    "operator": {"operate.labels"},
}
