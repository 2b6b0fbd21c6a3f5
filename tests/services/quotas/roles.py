"""Who sets what a park may use."""

ROLES = {"manager": {"operate.quotas"}, "operator": {"operate.quotas"}}
