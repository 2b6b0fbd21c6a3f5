"""Keys that code puts together from a code of bookings."""

from services.booking.notices import NOTICES
from services.booking.states import ACTIONS

FAMILIES = {
    "alarm-booking-": {"requested", "appealed", "disputed"},
    "booking-held-": {"approval", "offer", "payment"},
    "booking-status-": {"skipped"} | {rule.target for rule in ACTIONS.values()},
    "notice-booking-": set(NOTICES.values()) | {"paid", "unpaid", "appeal-refused"},
    "cannot-": {
        *("booking-closed", "booking-off-step", "booking-too-short", "booking-too-long"),
        *("booking-too-late", "booking-past", "booking-too-early", "booking-out-of-hours"),
        *("booking-too-many-people", "booking-allowance-spent", "booking-invalid"),
        *("booking-companies-only", "booking-strikes", "limit-reached", "too-many-bookings"),
        *("too-many-series", "booking-series-approval"),
    },
}
