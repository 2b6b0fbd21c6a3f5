"""Keys that code puts together from a code of bookings."""

from services.booking.notices import NOTICES
from services.booking.states import ACTIONS

FAMILIES = {
    "booking-held-": {"approval", "offer"},
    "booking-status-": {"skipped"} | {rule.target for rule in ACTIONS.values()},
    "notice-booking-": set(NOTICES.values()),
    "cannot-": {
        *("booking-closed", "booking-off-step", "booking-too-short", "booking-too-long"),
        *("booking-too-late", "booking-past", "booking-too-early", "booking-out-of-hours"),
        *("booking-too-many-people", "booking-allowance-spent", "booking-invalid"),
        *("booking-companies-only", "booking-strikes", "limit-reached", "too-many-bookings"),
        *("too-many-series", "booking-series-approval"),
    },
}
