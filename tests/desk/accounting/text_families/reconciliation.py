"""Keys that the pages of reconciliation put together from a code."""

from desk.accounting.reconciliation import PROBLEMS, STATES
from services.accounting.reconciliation import KINDS

FAMILIES: dict[str, set[str]] = {
    "reconciliation-kind-": set(KINDS),
    "reconciliation-hint-": set(KINDS),
    "reconciliation-state-": STATES,
    "reconciliation-problem-": set(PROBLEMS),
}
