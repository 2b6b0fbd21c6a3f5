"""Who publishes to networks, and who passes introductions on."""

ROLES = {
    "agent": {"network.work"},
    "reception": {"network.work"},
    "manager": {"network.work", "operate.network"},
    "operator": {"operate.network"},
}
