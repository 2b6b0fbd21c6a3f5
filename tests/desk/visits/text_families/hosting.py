"""Keys that the rule for visitors puts together from a code."""

from services.visits.hosting import LIMITS

FAMILIES: dict[str, set[str]] = {"hosting-kind-": set(LIMITS)}
