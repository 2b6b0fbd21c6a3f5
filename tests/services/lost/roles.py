"""Who may do what to lost property."""

ROLES = {
    "agent": {"lost.read"},
    "dispatcher": {"lost.read", "lost.work"},
    "reception": {"lost.read", "lost.work"},
    "manager": {"lost.read"},
    "operator": {"lost.read", "operate.lost"},
}
