"""Keys that code or a template puts together from a code: f"shell-status-{ticket.status}"."""

import desk
from desk.frame.areas import Tab
from desk.frame.finding import Finds
from desk.frame.forms import KEYS
from services.kit.plugins import found
from services.staff.permissions import ROLES

FAMILIES: dict[str, set[str]] = {
    "shell-area-": {tab.key for tab in found(desk, Tab)},
    "shell-role-": set(ROLES),
    "shell-invalid-": {*KEYS.values(), "other"},
    "shell-status-": {
        "reported", "triaged", "assigned", "accepted", "in_progress", "waiting_materials",
        "waiting_tenant", "resolved", "confirmed", "closed", "cancelled", "reopened",
    },
    "shell-category-": {
        "electrical", "plumbing", "hvac", "elevator", "network", "access_control", "fire_safety",
        "security", "cleaning", "furniture", "landscaping", "parking", "pest", "other",
    },
    "shell-urgency-": {"critical", "urgent", "normal", "low"},
    "shell-find-": {"page", *(one.kind for one in found(desk, Finds))},
    "shell-presence-": {"here", "busy", "away_hour", "away_today", "away"},
    "shell-presence-now-": {"busy", "away"},
    "shell-presence-said-": {"here", "busy", "away"},
    "shell-kind-": {"repair", "complaint", "question", "order_not_accepted"},
}  # fmt: skip
