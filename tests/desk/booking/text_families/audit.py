"""Actions and fields that the audit log tells of bookings."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        *("booking-look", "booking-list", "booking-approve", "booking-decline"),
        *("booking-cancel", "booking-forgive", "closure-add", "closure-remove"),
        *("calendar-add", "calendar-remove"),
    },
    "audit-field-": {"booking_status", "bookings", "starts_at", "strike"},
}
