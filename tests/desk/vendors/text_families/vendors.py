"""Keys that pages about vendors put together from a code."""

from services.vendors.members import ROLES
from services.vendors.queries import STATUSES

FAMILIES: dict[str, set[str]] = {
    "vendors-status-": set(STATUSES),
    "vendors-role-": set(ROLES),
    "vendors-reason-": {"gone", "failing", "operator"},
}
