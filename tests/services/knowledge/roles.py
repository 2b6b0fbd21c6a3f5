"""Who may do what to messages that the bot misread."""

ROLES = {
    "agent": {"misread.mark"},
    "dispatcher": {"misread.mark"},
    "operator": {"operate.misread"},
}
