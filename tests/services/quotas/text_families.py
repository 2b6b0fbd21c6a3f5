"""Keys that code puts together from a code of quotas."""

from services.quotas.quotas import WHATS

FAMILIES: dict[str, set[str]] = {"alert-quota-": set(WHATS)}
