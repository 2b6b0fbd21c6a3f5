"""Keys that pages about vendors put together from a code."""

from services.vendors.queries import STATUSES

FAMILIES: dict[str, set[str]] = {
    "vendors-status-": set(STATUSES),
    "vendors-reason-": {"gone", "failing", "operator"},
}
