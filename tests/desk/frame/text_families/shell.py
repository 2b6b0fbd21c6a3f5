"""Keys that code or a template puts together from a code: f"shell-status-{ticket.status}"."""

from desk.frame.forms import KEYS
from desk.frame.navigation import TABS
from services.staff.permissions import ROLES

FAMILIES: dict[str, set[str]] = {
    "shell-area-": {tab.key for tab in TABS},
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
    "shell-kind-": {"repair", "complaint", "question", "order_not_accepted"},
}  # fmt: skip
