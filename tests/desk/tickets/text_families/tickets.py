"""Keys that code or a template puts together from a code."""

from desk.frame.spreadsheets import FORMATS
from desk.tickets.export import COLUMNS as EXPORTED
from desk.tickets.queries import COLUMNS
from services.tickets.rules import REASONED
from services.tickets.tickets import ACTIONS, RECORDED

_FIELDS = {
    "kind", "category", "urgency", "description", "building", "floor", "room", "place", "phone",
    "preferred_from", "preferred_until", "appointment_from", "appointment_until",
}  # fmt: skip
_SAID_OTHERWISE = {"heard-alarm", "heard-ask", "heard-staff", "call-phone"}
_LEFT, _OVER = {"now", "minutes", "hours"}, {"now", "minutes", "hours", "days"}

FAMILIES: dict[str, set[str]] = {
    "tickets-view-": {"kept", "removed"},
    "tickets-column-": set(COLUMNS),
    "tickets-do-": {*ACTIONS, "take"},
    "tickets-why-": set(REASONED),
    "tickets-change-": {*ACTIONS, *RECORDED, *_SAID_OTHERWISE},
    "tickets-field-": _FIELDS,
    "tickets-clock-": {"respond", "resolve"},
    "tickets-clock-left-": _LEFT,
    "tickets-clock-over-": _OVER,
    "tickets-message-state-": {"pending", "waiting", "sent", "undelivered"},
    "tickets-column-of-": set(EXPORTED),
    "tickets-export-": set(FORMATS),
    "tickets-several-": {"assign", "urgency", "label", "unlabel", "close", "cancel"},
    "tickets-error-": {"name", "query", "staff", "urgency", "label", "reason"},
    "tickets-since-": {"reported", "resolved"},
    "tickets-state-": {"open", "done", "all"},
    "tickets-whose-": {"mine", "nobody"},
}
