"""Actions and fields that the audit log tells of bookings."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        *("booking-look", "booking-list", "booking-approve", "booking-decline"),
        *("booking-cancel", "booking-forgive", "closure-add", "closure-remove"),
        *("calendar-add", "calendar-remove", "booking_feed-add", "booking_feed-remove"),
    },
    "audit-field-": {"booking_status", "bookings", "name", "resource", "starts_at", "strike"},
}
