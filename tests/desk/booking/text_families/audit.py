"""Actions and fields that the audit log tells of bookings."""

from services.booking.keeping import ALLOWANCE, POOL, THING

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        *("booking-look", "booking-list", "booking-approve", "booking-decline"),
        *(
            "booking-cancel",
            "booking-forgive",
            "booking-appeal_refuse",
            "booking_thing-picture",
            "closure-add",
            "closure-remove",
        ),
        *("panel-make", "panel-remove"),
        *("calendar-add", "calendar-remove", "booking_feed-add", "booking_feed-remove"),
        *("booking_pool-add", "booking_pool-edit", "booking_pool-hours"),
        *("booking_pool-price", "booking-paid", "booking-add", "booking-move"),
        *("booking_thing-add", "booking_thing-edit"),
        *("booking_allowance-add", "booking_allowance-edit", "booking_allowance-remove"),
    },
    "audit-field-": {
        *("booking_status", "bookings", "name", "panel", "resource", "starts_at", "strike"),
        *("picture", "alt_zh", "alt_en", "appeal"),
        *({*POOL, *THING} - {"kind", "capacity"}),
        *ALLOWANCE,
        "opening",
        "parts",
        "seats",
        "order_status",
    },
}
