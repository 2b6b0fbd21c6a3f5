"""Who connects accounts on platforms."""

ROLES = {"operator": {"operate.channels"}}
