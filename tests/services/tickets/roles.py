"""Who may take lists of tickets away."""

ROLES = {"dispatcher": {"tickets.export"}, "manager": {"tickets.export"}}
