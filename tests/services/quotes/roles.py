"""Who may say who pays for work, and send quotes."""

ROLES = {
    "agent": {"quotes.write"},
    "dispatcher": {"quotes.write"},
}
