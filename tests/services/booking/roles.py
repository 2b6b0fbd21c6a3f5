"""Who may do what to bookings."""

ROLES = {
    "agent": {"booking.read", "booking.work"},
    "dispatcher": {"booking.read"},
    "reception": {"booking.read", "booking.work"},
    "manager": {"booking.read"},
    "operator": {"booking.read", "operate.booking"},
}
