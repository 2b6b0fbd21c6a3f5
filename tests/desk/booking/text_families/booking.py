"""Keys that the pages of bookings put together from a code."""

from services.booking.states import ACTIONS

_DOES = {"approve", "decline", "cancel", "forgive"}

FAMILIES: dict[str, set[str]] = {
    "booking-status-": {"held", "skipped"} | {rule.target for rule in ACTIONS.values()},
    "booking-do-": _DOES,
    "booking-done-": _DOES,
}
