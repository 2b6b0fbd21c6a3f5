"""Keys that code or a template puts together from a code."""

from typing import get_args

from desk.reports.asked import RANGES
from desk.reports.page import FIGURES
from services.reports.chats import Which

_COLUMNS = {
    "hour", "day", "week", "queued", "answered", "median", "p90", "kind", "category", "urgency",
    "tickets", "stars", "conversations", "contained", "share", "outlet", "slot", "orders",
    "fell-through", "revenue", "currency", "name", "handoffs", "rating", "ratings", "resolved",
    "took", "kept", "clocks", "time", "about", "comment", "by-category", "by-building",
    "by-person", "by-week", "responded-median", "responded-p90", "took-median", "took-p90", "chat",
    "waited",
}  # fmt: skip

FAMILIES: dict[str, set[str]] = {
    "reports-": {key for figure in FIGURES for key in (figure, f"{figure}-note")},
    "reports-range-": set(RANGES),
    "reports-column-": _COLUMNS,
    "reports-chats-": set(get_args(Which)),
    "reports-unit-": {"minutes", "percent"},
}
