"""Who may do what to reminders of one's own."""

ROLES = {
    "agent": {"reminders.keep"},
    "dispatcher": {"reminders.keep"},
    "engineer": {"reminders.keep"},
    "manager": {"reminders.keep"},
}
