"""Keys that code or a template puts together from a code."""

from typing import get_args

from desk.reports import rooms
from desk.reports.asked import RANGES
from desk.reports.page import FIGURES
from services.reports.chats import Which

_COLUMNS = {
    "hour", "day", "week", "queued", "answered", "median", "p90", "kind", "category", "urgency",
    "tickets", "stars", "conversations", "contained", "share", "outlet", "slot", "orders",
    "fell-through", "revenue", "currency", "name", "handoffs", "rating", "ratings", "resolved",
    "took", "kept", "clocks", "time", "about", "comment", "by-category", "by-building",
    "by-person", "by-week", "responded-median", "responded-p90", "took-median", "took-p90", "chat",
    "waited", "room", "company", "booking", "bookings", "taken", "used", "missed", "released",
    "charged", "lasts", "state",
}  # fmt: skip

FAMILIES: dict[str, set[str]] = {
    "reports-": {
        key
        for figure in (*FIGURES, *(f"rooms-{one}" for one in rooms.FIGURES))
        for key in (figure, f"{figure}-note")
    },
    "reports-rooms-": set(rooms.STATUSES),
    "reports-weekday-": {str(day) for day in range(1, 8)},
    "reports-booking-": {status for some in rooms.STATUSES.values() for status in some},
    "reports-range-": set(RANGES),
    "reports-column-": _COLUMNS,
    "reports-chats-": set(get_args(Which)),
    "reports-unit-": {"minutes", "percent"},
}
