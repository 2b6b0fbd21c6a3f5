"""Keys that pages about vendors put together from a code."""

from desk.queries.operate_vendors import STATUSES

FAMILIES: dict[str, set[str]] = {
    "vendors-status-": set(STATUSES),
    "vendors-reason-": {"gone", "failing", "operator"},
}
