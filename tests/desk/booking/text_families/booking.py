"""Keys that the pages of bookings put together from a code."""

from services.booking.admin import KINDS, RULES
from services.booking.features import FEATURES
from services.booking.states import ACTIONS

_DOES = {"approve", "decline", "cancel", "forgive", "refuse", "paid"}

FAMILIES: dict[str, set[str]] = {
    "booking-status-": {"held", "skipped"} | {rule.target for rule in ACTIONS.values()},
    "booking-do-": _DOES,
    "booking-done-": _DOES,
    "booking-rule-": set(RULES) - {"audience", "needs_approval", "open_data", "names_company"},
    "booking-hint-": {"grace_min", "free_cancel_min"},
    "booking-kind-": set(KINDS),
    "booking-audience-": {"anybody", "companies"},
    "booking-feature-": set(FEATURES),
    "booking-scope-": {"company", "person"},
    "booking-period-": {"day", "week", "month"},
    "booking-beyond-": {"refuse", "charge", "ask"},
    "booking-payment-": {"on_pickup", "company_account", "wechat_pay"},
    "booking-error-": {
        *("booking-code-taken", "booking-still-booked", "building-unknown", "floor-unknown"),
        *("step-min", "shortest-min", "longest-min", "parts", "weekdays", "ends", "price"),
        *("picture", "alt-zh", "alt-en"),
    },
}
